#pragma once

#include <memory>

#include "compiler/base/result.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/open.h"
#include "runtime/driver/target.h"

/// The PostgreSQL driver is a shared library of its own, loaded only when a PostgreSQL database is
/// opened: linking libpq (with Kerberos, LDAP and TLS behind it) costs every start of the program 4
/// to 6 ms. Module and program are built together; the number in the symbol changes with the types
/// that cross the border, so that a stale module is noticed.
#define MIGC_POSTGRES_MODULE "libmigc_postgres.so"
#define MIGC_POSTGRES_FACTORY "migc_open_postgres_v2"

extern "C" void migc_open_postgres_v2(
    const migc::runtime::ConnectionTarget& target, const migc::runtime::OpenOptions& options,
    migc::Result<std::unique_ptr<migc::runtime::Driver>>& driver) noexcept;
