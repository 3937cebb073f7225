#include "tests/kill/proxy.h"

#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace migc::test {

namespace {

int loopback(const std::string& host, const std::string& port, bool server, std::string* own) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port.c_str())));
  const auto* const place = reinterpret_cast<const sockaddr*>(&address);
  socklen_t size = sizeof address;
  const int outcome = server ? ::bind(descriptor, place, size) : ::connect(descriptor, place, size);
  if (outcome != 0 || (server && ::listen(descriptor, 16) != 0)) {
    ::close(descriptor);
    return -1;
  }
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (own != nullptr) {
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    *own = std::to_string(ntohs(address.sin_port));
  }
  return descriptor;
}

bool send_all(int to, std::string_view data) {
  while (!data.empty()) {
    const ssize_t size = ::send(to, data.data(), data.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    data.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

std::uint32_t length_at(const std::string& data, std::size_t offset) {
  std::uint32_t length = 0;
  std::memcpy(&length, data.data() + offset, sizeof length);
  return ntohl(length);
}

/// Up to the zero byte at its end.
std::string text_at(const std::string& message, std::size_t offset) {
  return std::string(message.c_str() + offset);
}

/// Whether the message is the first one about a COMMIT that reaches the server: the binding of a
/// statement whose text was that (the manual's chapter on the protocol, "Extended Query").
bool begins_commit(const std::string& message, std::set<std::string>& commits) {
  constexpr std::size_t body = 5;
  const std::string first = text_at(message, body);  // of Parse the statement, of Bind the portal
  const std::size_t second = body + first.size() + 1;
  if (message.front() == 'P') {
    if (text_at(message, second) == "COMMIT")
      commits.insert(first);
    else
      commits.erase(first);
  }
  return message.front() == 'B' && commits.contains(text_at(message, second));
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& host, const std::string& port)
    : host_(host), port_(port), listener_(loopback("127.0.0.1", "0", true, &own_port_)) {
  acceptor_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    for (const int client : clients_) ::shutdown(client, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
  for (const int client : clients_) ::close(client);
}

std::string CuttingProxy::through(const std::string& url) const {
  const std::string server = host_ + ":" + port_;
  std::string result = url;
  return result.replace(result.find(server), server.size(), "127.0.0.1:" + own_port_);
}

void CuttingProxy::cut(int number, Moment moment) {
  moment_ = moment;
  commits_ = 0;
  cuts_ = 0;
  wanted_ = number;
}

void CuttingProxy::accept_all() {
  for (;;) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const std::lock_guard<std::mutex> guard(mutex_);
    clients_.push_back(client);
    workers_.emplace_back([this, client] { serve(client); });
  }
}

bool CuttingProxy::forward(int server, Conversation& talk) {
  for (;;) {
    const std::size_t lead = talk.greeted ? 1 : 0;  // the first message has no letter
    if (talk.pending.size() < lead + 4) return true;
    const std::size_t size = lead + length_at(talk.pending, lead);
    if (talk.pending.size() < size) return true;
    const std::string message = talk.pending.substr(0, size);
    talk.pending.erase(0, size);
    if (talk.greeted && begins_commit(message, talk.commits) && ++commits_ == wanted_) {
      ++cuts_;
      if (moment_ == Moment::before_the_server) return false;
      talk.swallow = true;
    }
    // Before it greets, the client asks whether it may encrypt, which has no letter either.
    constexpr std::uint32_t protocol_3 = 196608;
    const bool is_first = !talk.greeted;
    talk.greeted = talk.greeted || (message.size() >= 8 && length_at(message, 4) == protocol_3);
    if (!send_all(server, message)) return false;
    if (talk.swallow && !is_first && message.front() == 'S') {
      // Whatever the server answers is read and thrown away: then it has done it.
      std::array<char, 4096> answer{};
      static_cast<void>(::recv(server, answer.data(), answer.size(), 0));
      return false;
    }
  }
}

void CuttingProxy::serve(int client) {
  const int server = loopback(host_, port_, false, nullptr);
  std::array<char, 65536> buffer{};
  Conversation talk;
  std::array<pollfd, 2> ends{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
  while (server >= 0 && ::poll(ends.data(), ends.size(), -1) > 0) {
    if (ends[1].revents != 0) {
      const ssize_t size = ::recv(server, buffer.data(), buffer.size(), 0);
      if (size <= 0 || !send_all(client, {buffer.data(), static_cast<std::size_t>(size)})) break;
    }
    if (ends[0].revents != 0) {
      const ssize_t size = ::recv(client, buffer.data(), buffer.size(), 0);
      if (size <= 0) break;
      talk.pending.append(buffer.data(), static_cast<std::size_t>(size));
      if (!forward(server, talk)) break;
    }
  }
  if (server >= 0) ::close(server);
  ::shutdown(client, SHUT_RDWR);
}

}  // namespace migc::test
