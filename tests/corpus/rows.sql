-- The rows of every table: for each a line of JSON with its name, its columns and what they hold.
SELECT format('SELECT json_build_array(%L, (SELECT json_agg(attname) FROM pg_attribute WHERE attrelid = %s AND attnum > 0 '
  'AND NOT attisdropped), (SELECT coalesce(json_agg(to_json(t)), ''[]'') FROM %s t))', c.oid::regclass, c.oid, c.oid::regclass)
FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
AND s.nspname NOT IN ('pg_catalog', 'information_schema', 'migc') AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid
AND attnum > 0 AND NOT attisdropped) \gexec
