#pragma once

#include <span>
#include <utility>

#include "compiler/base/result.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// An open transaction. The destructor rolls back unless `commit` succeeded; it has nobody to tell
/// if that fails, and nothing depends on it: a transaction that cannot be rolled back has died with
/// its connection.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Driver& driver,
                                                 std::span<const Setting> settings = {}) {
    MIGC_TRY(driver.begin(settings));
    return Transaction(driver);
  }

  Transaction(Transaction&& other) noexcept : driver_(std::exchange(other.driver_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (driver_ != nullptr) static_cast<void>(driver_->rollback());
  }

  /// As `Driver::commit`. After a failure the destructor rolls back; before that a `locked` commit
  /// may be tried again.
  Result<void> commit() {
    MIGC_TRY(driver_->commit());
    driver_ = nullptr;
    return {};
  }

  Result<void> rollback() { return std::exchange(driver_, nullptr)->rollback(); }

 private:
  explicit Transaction(Driver& driver) : driver_(&driver) {}

  Driver* driver_;  ///< null once there is nothing to roll back
};

}  // namespace migc::runtime
