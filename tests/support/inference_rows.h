#pragma once

#include <string>
#include <vector>

namespace migc::test {

/// Statements that put rows into the first schema of the example, in the words of both engines: the
/// rows that every careless rewrite of the history trips over.
[[nodiscard]] std::vector<std::string> inference_rows();

}  // namespace migc::test
