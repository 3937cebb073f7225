// migc_pg_server [--] COMMAND [ARGUMENT…]: starts a private PostgreSQL server, prints where it is
// as shell exports (to stderr, the command has stdout), runs the command with these variables and
// stops the server. Without PostgreSQL the command runs all the same, without the variables.
// Several test programs share one server that way.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "tests/support/pg_server.h"

namespace {

void announce(const char* name, const std::string& value) {
  ::setenv(name, value.c_str(), 1);
  std::fprintf(stderr, "export %s='%s'\n", name, value.c_str());
}

}  // namespace

int main(int count, char** arguments) {
  int first = 1;
  if (first < count && std::string_view(arguments[first]) == "--") ++first;
  if (first >= count) {
    std::fprintf(stderr, "usage: migc_pg_server [--] COMMAND [ARGUMENT...]\n");
    return 2;
  }
  auto server = migc::test::PgServer::start();
  if (server) {
    const migc::test::PgAccess& access = (*server)->access();
    announce("MIGC_TEST_PG_URL", migc::test::pg_url(access, "postgres"));
    announce("MIGC_TEST_PG_SOCKET", access.socket_folder);
    announce("MIGC_TEST_PG_SCRAM_USER", access.scram_user);
    announce("MIGC_TEST_PG_SCRAM_PASSWORD", access.scram_password);
  } else {
    std::fprintf(stderr, "no PostgreSQL server: %s\n%s\n", server.error().message.c_str(),
                 server.error().detail.c_str());
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::execvp(arguments[first], arguments + first);
    std::perror(arguments[first]);
    ::_exit(127);
  }
  // An interrupt from the terminal reaches the command too; the server is stopped after it has
  // ended.
  std::signal(SIGINT, SIG_IGN);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  server = tl::unexpected(migc::Error{});
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
