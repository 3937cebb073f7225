#include "compiler/base/report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>

namespace migc {
namespace {

using Json = nlohmann::json;

class ReportTest : public ::testing::Test {
 protected:
  Span span(FileId file, std::uint32_t begin, std::uint32_t end) const {
    return Span{.file = file, .begin = begin, .end = end};
  }

  SourceMap sources_;
  Diagnostics diagnostics_;
  FileId first_ = sources_.add("migrations/1 a.mig", "create t\xC3\xA9 x;\n}\n");
  FileId second_ = sources_.add("b.mig", "drop y;\n");
};

TEST_F(ReportTest, JsonHoldsEverythingInAFixedOrder) {
  diagnostics_.add(Code::syntax_error, span(first_, 11, 12), "a \"message\"", "label")
      .label(span(second_, 5, 6), "there")
      .with_help("help");
  diagnostics_.add(Code::not_formatted, {}, "no place");
  EXPECT_EQ(to_json(diagnostics_, sources_), R"([
  {
    "code": "E1001",
    "name": "syntax_error",
    "severity": "error",
    "message": "a \"message\"",
    "label": "label",
    "file": "migrations/1 a.mig",
    "line": 1,
    "column": 11,
    "endLine": 1,
    "endColumn": 12,
    "labels": [
      {
        "file": "b.mig",
        "line": 1,
        "column": 6,
        "endLine": 1,
        "endColumn": 7,
        "message": "there"
      }
    ],
    "help": "help"
  },
  {
    "code": "W9001",
    "name": "not_formatted",
    "severity": "warning",
    "message": "no place",
    "label": "",
    "file": null,
    "line": null,
    "column": null,
    "endLine": null,
    "endColumn": null,
    "labels": [],
    "help": ""
  }
]
)");
}

TEST_F(ReportTest, JsonOfNothingIsAnEmptyArray) {
  EXPECT_EQ(to_json(diagnostics_, sources_), "[]\n");
}

TEST_F(ReportTest, JsonRepairsTextThatIsNotUtf8) {
  diagnostics_.add(Code::invalid_utf8, span(second_, 0, 1), "bad \xFF byte");
  EXPECT_EQ(Json::parse(to_json(diagnostics_, sources_))[0]["message"], "bad \xEF\xBF\xBD byte");
}

TEST_F(ReportTest, SarifHasRulesResultsAndRelatedPlaces) {
  diagnostics_.add(Code::not_formatted, span(second_, 0, 4), "layout");
  diagnostics_.add(Code::syntax_error, span(first_, 0, 15), "message", "label")
      .label(span(second_, 5, 6), "there")
      .with_help("do this");
  diagnostics_.add(Code::empty_file, {}, "no place");
  const Json sarif = Json::parse(to_sarif(diagnostics_, sources_, "0.1.0"));
  EXPECT_EQ(sarif["version"], "2.1.0");
  ASSERT_EQ(sarif["runs"].size(), 1U);
  const Json& run = sarif["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  const Json& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "migc");
  EXPECT_EQ(driver["version"], "0.1.0");
  ASSERT_EQ(driver["rules"].size(), 3U);
  ASSERT_EQ(run["results"].size(), 3U);
  for (const Json& result : run["results"]) {
    EXPECT_EQ(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
  }
  const Json& error = run["results"][0];
  EXPECT_EQ(error["ruleId"], "E1001");
  EXPECT_EQ(error["level"], "error");
  EXPECT_EQ(error["message"]["text"], "message\nlabel\nhelp: do this");
  const Json& place = error["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "migrations/1%20a.mig");
  EXPECT_EQ(place["region"],
            (Json{{"startLine", 1}, {"startColumn", 1}, {"endLine", 2}, {"endColumn", 2}}));
  EXPECT_EQ(error["relatedLocations"][0]["message"]["text"], "there");
  EXPECT_EQ(error["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b.mig");
  EXPECT_EQ(run["results"][1]["level"], "warning");
  EXPECT_EQ(run["results"][2]["locations"], Json::array());
}

TEST_F(ReportTest, SarifFingerprintsSurviveAMoveAndTellEqualLinesApart) {
  const auto fingerprint = [](const std::string& text, std::uint32_t begin, std::size_t index) {
    SourceMap sources;
    const FileId file = sources.add("a.mig", text);
    Diagnostics diagnostics;
    diagnostics.add(Code::syntax_error, Span{.file = file, .begin = begin, .end = begin + 1},
                    "message");
    diagnostics.add(Code::syntax_error, Span{.file = file, .begin = begin, .end = begin + 1},
                    "message");
    return Json::parse(to_sarif(
        diagnostics, sources, "1"))["runs"][0]["results"][index]["partialFingerprints"]["migc/v1"];
  };
  EXPECT_EQ(fingerprint("drop y;\n", 0, 0), fingerprint("\n\n  drop y;\n", 4, 0));
  EXPECT_NE(fingerprint("drop y;\n", 0, 0), fingerprint("drop z;\n", 0, 0));
  EXPECT_NE(fingerprint("drop y;\n", 0, 0), fingerprint("drop y;\n", 0, 1));
}

TEST_F(ReportTest, SarifOfNothingIsARunWithoutResults) {
  const Json run = Json::parse(to_sarif(diagnostics_, sources_, "1"))["runs"][0];
  EXPECT_EQ(run["results"], Json::array());
  EXPECT_EQ(run["tool"]["driver"]["rules"], Json::array());
}

TEST_F(ReportTest, GithubAnnotatesEachFinding) {
  diagnostics_.add(Code::syntax_error, span(second_, 5, 6), "message", "label")
      .with_help("100% sure");
  diagnostics_.add(Code::not_formatted, span(first_, 0, 15), "layout");
  diagnostics_.add(Code::empty_file, {}, "no place");
  EXPECT_EQ(to_github(diagnostics_, sources_),
            "::warning file=migrations/1 a.mig,line=1,endLine=2,title=W9001 not_formatted::layout\n"
            "::error file=b.mig,line=1,endLine=1,col=6,endColumn=7,title=E1001 syntax_error::"
            "message%0Alabel%0Ahelp: 100%25 sure\n"
            "::error title=E0005 empty_file::no place\n");
}

TEST_F(ReportTest, GithubEscapesWhatWouldEndACommandOrAProperty) {
  const FileId odd = sources_.add("a:b,c%\n.mig", "x");
  diagnostics_.add(Code::syntax_error, span(odd, 0, 1), "one, two: three\r\n::error::four");
  EXPECT_EQ(to_github(diagnostics_, sources_),
            "::error file=a%3Ab%2Cc%25%0A.mig,line=1,endLine=1,col=1,endColumn=2,title=E1001 "
            "syntax_error::"
            "one, two: three%0D%0A::error::four\n");
}

TEST_F(ReportTest, JunitHasACaseForEachFileAndOneForTheProject) {
  diagnostics_.add(Code::syntax_error, span(second_, 5, 6), "`<y>` & \"z\"");
  diagnostics_.add(Code::empty_file, {}, "no place");
  EXPECT_EQ(to_junit(diagnostics_, sources_), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="migc check" tests="3" failures="2" errors="0">
    <testcase classname="migc.check" name="migrations/1 a.mig" time="0"/>
    <testcase classname="migc.check" name="b.mig" time="0">
      <failure type="E1001" message="`&lt;y&gt;` &amp; &quot;z&quot;">error[E1001]: `&lt;y&gt;` &amp; &quot;z&quot;
  --&gt; b.mig:1:6
   |
 1 | drop y;
   |      ^
</failure>
    </testcase>
    <testcase classname="migc.check" name="project" time="0">
      <failure type="E0005" message="no place">error[E0005]: no place
</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_F(ReportTest, JunitPutsWarningsIntoTheOutputAndRepairsText) {
  diagnostics_.add(Code::not_formatted, span(second_, 0, 1), "bad \xFF and \x01");
  const std::string junit = to_junit(diagnostics_, sources_);
  EXPECT_NE(junit.find("failures=\"0\""), std::string::npos);
  EXPECT_NE(junit.find("<system-out>warning[W9001]: bad \xEF\xBF\xBD and \xEF\xBF\xBD\n"),
            std::string::npos);
}

}  // namespace
}  // namespace migc
