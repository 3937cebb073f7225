#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace migc::test {

/// Stands between migc and a PostgreSQL server, understands just enough to notice a COMMIT, and
/// cuts the connection around one of them.
class CuttingProxy {
 public:
  enum class Moment {
    before_the_server,  ///< the server never hears of the COMMIT
    before_the_answer,  ///< it has committed, but nobody is told
  };

  CuttingProxy(const std::string& host, const std::string& port);
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy();

  /// The URL with the address of the proxy in the place of the server's.
  [[nodiscard]] std::string through(const std::string& url) const;
  /// Cuts nothing from now on, and counts from zero.
  void pass_on() { cut(0, Moment::before_the_server); }
  /// Cuts around the `number`th COMMIT from now on, once.
  void cut(int number, Moment moment);
  [[nodiscard]] int commits() const { return commits_; }
  [[nodiscard]] int cuts() const { return cuts_; }

 private:
  /// What is known of one connection.
  struct Conversation {
    std::string pending;            ///< the beginning of a message
    bool greeted = false;           ///< the client has named the protocol
    std::set<std::string> commits;  ///< prepared statements whose text is COMMIT
    bool swallow = false;           ///< cut after the next answer
  };

  void accept_all();
  void serve(int client);
  /// What the client has sent, message by message; false when the connection is to be cut.
  bool forward(int server, Conversation& talk);

  std::string host_, port_, own_port_;
  int listener_ = -1;
  std::atomic<int> commits_{0}, cuts_{0}, wanted_{0};
  std::atomic<Moment> moment_{Moment::before_the_server};
  std::mutex mutex_;  ///< of the two below
  std::vector<std::thread> workers_;
  std::vector<int> clients_;
  std::thread acceptor_;
};

}  // namespace migc::test
