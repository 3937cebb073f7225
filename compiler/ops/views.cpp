#include "compiler/ops/views.h"

namespace migc {

View altered(const View& before, const View& after) {
  View result = before;
  result.comment = after.comment;
  result.column_comments = after.column_comments;
  result.owner = after.owner;
  if (before.materialized) {
    result.indexes = after.indexes;
    result.with = after.with;
  }
  return result;
}

}  // namespace migc
