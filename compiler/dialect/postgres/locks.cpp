#include "compiler/dialect/postgres/locks.h"

namespace migc::postgres {

Facts facts(Fact fact) {
  using enum LockLevel;
  using enum Hazard;
  switch (fact) {
    case Fact::nothing:
      return {};
    case Fact::create_referencing:
      return {.table = none, .other = share_row_exclusive, .hazards = {}};
    case Fact::drop_table:
    case Fact::drop_foreign_key:
    case Fact::change_type:
      return {.table = access_exclusive, .other = access_exclusive, .hazards = {}};
    case Fact::change_catalog:
    case Fact::set_replica_identity:
    case Fact::add_column:
    case Fact::drop_column:
    case Fact::add_check_not_valid:
    case Fact::drop_constraint:
    case Fact::drop_index:
    case Fact::lock_table:
      return {.table = access_exclusive, .other = none, .hazards = {}};
    case Fact::add_column_rewriting:
    case Fact::change_expression:
    case Fact::rewrite:
      return {.table = access_exclusive,
              .other = none,
              .hazards = {rewrites_table, blocks_reads, blocks_writes}};
    case Fact::change_type_rewriting:
      return {.table = access_exclusive,
              .other = access_exclusive,
              .hazards = {rewrites_table, blocks_reads, blocks_writes}};
    case Fact::set_not_null:
    case Fact::add_check:
      return {.table = access_exclusive,
              .other = none,
              .hazards = {scans_table, blocks_reads, blocks_writes, may_fail_on_data}};
    case Fact::add_key:
      return {.table = access_exclusive,
              .other = none,
              .hazards = {builds_index, blocks_reads, blocks_writes, may_fail_on_data}};
    case Fact::add_foreign_key:
      return {.table = share_row_exclusive,
              .other = share_row_exclusive,
              .hazards = {scans_table, blocks_writes, may_fail_on_data}};
    case Fact::add_foreign_key_not_valid:
      return {.table = share_row_exclusive, .other = share_row_exclusive, .hazards = {}};
    case Fact::validate_check:
      return {.table = share_update_exclusive,
              .other = none,
              .hazards = {scans_table, may_fail_on_data}};
    case Fact::validate_foreign_key:
      return {.table = share_update_exclusive,
              .other = row_share,
              .hazards = {scans_table, may_fail_on_data}};
    case Fact::create_index:
      return {.table = share, .other = none, .hazards = {builds_index, blocks_writes}};
    case Fact::set_statistics:
    case Fact::set_parameters:
    case Fact::rename_index:
    case Fact::comment:
      return {.table = share_update_exclusive, .other = none, .hazards = {}};
    case Fact::comment_on_constraint:
      return {.table = access_share, .other = none, .hazards = {}};
    case Fact::create_view:
      return {.table = none, .other = access_share, .hazards = {}};
    case Fact::create_rule:
      return {.table = access_exclusive, .other = access_share, .hazards = {}};
    case Fact::create_statistics:
      return {.table = share_update_exclusive, .other = none, .hazards = {}};
    case Fact::restart_sequence:
    case Fact::create_trigger:
    case Fact::lock_writers:
      return {.table = share_row_exclusive, .other = none, .hazards = {}};
    case Fact::read:
      return {.table = access_share, .other = none, .hazards = {scans_table}};
    case Fact::insert_rows:
    case Fact::update_rows:
      return {.table = row_exclusive, .other = row_share, .hazards = {changes_rows}};
    case Fact::delete_rows:
      // The other end here are the tables that refer to the rows: their own may be deleted or
      // changed with them.
      return {
          .table = row_exclusive, .other = row_exclusive, .hazards = {deletes_data, changes_rows}};
    case Fact::delete_kept_rows:
      return {.table = row_exclusive, .other = row_exclusive, .hazards = {changes_rows}};
  }
  return {};
}

bool reaches_below(Fact fact) {
  return fact != Fact::comment && fact != Fact::comment_on_constraint && fact != Fact::nothing &&
         fact != Fact::rename_index && fact != Fact::create_view &&
         fact != Fact::create_statistics && fact != Fact::create_rule &&
         fact != Fact::set_parameters && fact != Fact::set_replica_identity;
}

Version since(Feature feature) {
  switch (feature) {
    case Feature::set_compression:
      return {.major = 14, .minor = 0, .patch = 0};
    case Feature::nulls_not_distinct:
    case Feature::set_null_columns:
    case Feature::publication_details:
    case Feature::free_scale:
      return {.major = 15, .minor = 0, .patch = 0};
    case Feature::input_is_valid:
      return {.major = 16, .minor = 0, .patch = 0};
    case Feature::set_expression:
      return {.major = 17, .minor = 0, .patch = 0};
    case Feature::virtual_columns:
      return {.major = 18, .minor = 0, .patch = 0};
  }
  return {};
}

std::string_view describe(Feature feature) {
  switch (feature) {
    case Feature::set_compression:
      return "column compression";
    case Feature::nulls_not_distinct:
      return "`nulls not distinct`";
    case Feature::set_null_columns:
      return "`on delete set null` with columns";
    case Feature::publication_details:
      return "publications of columns, rows or schemas";
    case Feature::free_scale:
      return "a scale below zero or above the precision";
    case Feature::input_is_valid:
      return "`pg_input_is_valid`";
    case Feature::set_expression:
      return "a change of a generation expression";
    case Feature::virtual_columns:
      return "a generated column that is not stored";
  }
  return {};
}

}  // namespace migc::postgres
