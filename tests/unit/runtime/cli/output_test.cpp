#include "runtime/cli/output.h"

#include <gtest/gtest.h>
#include <sstream>

namespace migc::runtime {
namespace {

struct Streams {
  std::ostringstream out;
  std::ostringstream err;
  Environment environment;

  [[nodiscard]] Output open(OutputOptions options = {}, Terminal terminal = {}) {
    return Output(out, err, options, terminal, environment);
  }
};

TEST(OutputTest, EveryKindHasItsExitCode) {
  EXPECT_EQ(exit_code(ErrorKind::check), ExitCode::findings);
  EXPECT_EQ(exit_code(ErrorKind::usage), ExitCode::usage);
  EXPECT_EQ(exit_code(ErrorKind::io), ExitCode::failed);
  EXPECT_EQ(exit_code(ErrorKind::connect), ExitCode::failed);
  EXPECT_EQ(exit_code(ErrorKind::sql), ExitCode::failed);
  EXPECT_EQ(exit_code(ErrorKind::in_doubt), ExitCode::failed);
  EXPECT_EQ(exit_code(ErrorKind::history_changed), ExitCode::refused);
  EXPECT_EQ(exit_code(ErrorKind::refused), ExitCode::refused);
  EXPECT_EQ(exit_code(ErrorKind::locked), ExitCode::locked);
  EXPECT_EQ(kind_name(ErrorKind::history_changed), "history_changed");
  EXPECT_EQ(static_cast<int>(ExitCode::locked), 5);
}

TEST(OutputTest, ResultsWaitForDelivery) {
  Streams streams;
  {
    Output output = streams.open();
    output.result("a");
    output.result_line("b");
    EXPECT_EQ(streams.out.str(), "");
    EXPECT_TRUE(output.deliver());
    EXPECT_EQ(streams.out.str(), "ab\n");
    output.result("lost");
    output.discard();
    EXPECT_TRUE(output.deliver());
    output.result("partial");
  }
  EXPECT_EQ(streams.out.str(), "ab\n");
  EXPECT_EQ(streams.err.str(), "");
}

TEST(OutputTest, AFullDiskIsAnError) {
  Streams streams;
  Output output = streams.open();
  streams.out.setstate(std::ios::badbit);
  output.result("a");
  const Result<void> delivered = output.deliver();
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().kind, ErrorKind::io);
}

TEST(OutputTest, QuietHidesTalkOnly) {
  Streams streams;
  Output output = streams.open(
      {.format = Format::text, .quiet = true, .verbose = true, .color = ColorMode::automatic});
  output.say("talk");
  output.explain("more");
  output.warn("careful");
  output.result_line("answer");
  EXPECT_TRUE(output.deliver());
  EXPECT_EQ(streams.out.str(), "answer\n");
  EXPECT_EQ(streams.err.str(), "warning: careful\n");
}

TEST(OutputTest, VerboseExplains) {
  Streams streams;
  streams.open().explain("hidden");
  streams
      .open(
          {.format = Format::text, .quiet = false, .verbose = true, .color = ColorMode::automatic})
      .explain("shown");
  EXPECT_EQ(streams.err.str(), "shown\n");
}

TEST(OutputTest, ErrorsInText) {
  Streams streams;
  Output output = streams.open();
  EXPECT_EQ(output.error({ErrorKind::usage, "no `x`", "help: add it\n\n[driver_mapping]", ""}), 2);
  EXPECT_EQ(output.error({ErrorKind::sql, "bad\x1b[0m", "", "42P01"}), 3);
  EXPECT_EQ(streams.err.str(),
            "error: no `x`\n  help: add it\n  [driver_mapping]\nerror: bad\\x1B[0m (42P01)\n");
  EXPECT_EQ(streams.out.str(), "");
}

TEST(OutputTest, ErrorsInJson) {
  Streams streams;
  Output output = streams.open(
      {.format = Format::json, .quiet = false, .verbose = false, .color = ColorMode::always});
  EXPECT_EQ(output.error({ErrorKind::locked, "a \"lock\"", "d", "55P03"}), 5);
  EXPECT_EQ(output.error({ErrorKind::io, "m", "", ""}), 3);
  output.warn("w");
  EXPECT_EQ(streams.err.str(),
            "{\"error\":{\"kind\":\"locked\",\"message\":\"a "
            "\\\"lock\\\"\",\"detail\":\"d\",\"sqlstate\":\"55P03\",\"exit_code\":5}}\n"
            "{\"error\":{\"kind\":\"io\",\"message\":\"m\",\"exit_code\":3}}\n"
            "{\"warning\":\"w\"}\n");
}

TEST(OutputTest, ColourFollowsTheStream) {
  Streams streams;
  Output output = streams.open({}, {.in = false, .out = false, .err = true, .width = 80});
  EXPECT_EQ(output.paint_out("x", Paint::red), "x");
  EXPECT_EQ(output.paint_err("x", Paint::red), "\x1b[1;31mx\x1b[0m");
  EXPECT_EQ(output.paint_err("x", Paint::plain), "x");
  output.warn("w");
  EXPECT_EQ(streams.err.str(), "\x1b[33mwarning:\x1b[0m w\n");
}

TEST(OutputTest, TalkRemovesTheProgressLine) {
  Streams streams;
  Output output = streams.open({}, {.in = false, .out = false, .err = true, .width = 80});
  output.progress("1/2");
  output.say("done");
  output.progress("2/2");
  output.progress_done();
  EXPECT_EQ(streams.err.str(), "\r\x1b[K1/2\r\x1b[Kdone\n\r\x1b[K2/2\r\x1b[K");
}

TEST(OutputTest, ProgressNeedsATerminalAndNeitherQuietNorJson) {
  for (const OutputOptions& options :
       {OutputOptions{},
        OutputOptions{
            .format = Format::text, .quiet = true, .verbose = false, .color = ColorMode::automatic},
        OutputOptions{.format = Format::json,
        .quiet = false,
        .verbose = false,
        .color = ColorMode::automatic}}) {
    Streams streams;
    const bool terminal = options.quiet || options.format == Format::json;
    streams.open(options, {.in = false, .out = true, .err = terminal, .width = 80}).progress("1/2");
    EXPECT_EQ(streams.err.str(), "");
  }
}

TEST(OutputTest, Tables) {
  EXPECT_EQ(render_table({{"id"}, {"ms", Align::right}, {"title"}},
                         {{"0001_ä", "7", "x"}, {"2", "1200", "a\nb"}, {"3"}}),
            "id        ms  title\n"
            "0001_ä     7  x\n"
            "2       1200  a\\x0Ab\n"
            "3\n");
  EXPECT_EQ(render_table({{"id"}}, {}), "");
}

TEST(OutputTest, JsonResults) {
  Streams streams;
  Output output = streams.open(
      {.format = Format::json, .quiet = false, .verbose = false, .color = ColorMode::automatic});
  EXPECT_TRUE(output.json());
  output.result_json(Json::object({{"head", "0001"}}));
  EXPECT_TRUE(output.deliver());
  EXPECT_EQ(streams.out.str(), "{\n  \"head\": \"0001\"\n}\n");
}

}  // namespace
}  // namespace migc::runtime
