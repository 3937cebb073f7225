/// The language of `.mig` files, the only definition of its syntax. Migrations and desired schemas are read by the same
/// rules. The grammar accepts a little too much; what it lets through is refused, in better words, by the code that builds
/// the tree (compiler/syntax/parser_*.cpp). That code reads labels only, so every part that matters carries one.
grammar Mig;

// Keywords, in any case of letters. They have no lexer rules: the parser looks words up in this list, which keeps the
// lexer small and quick. A trailing underscore keeps clear of C macros.
tokens {
  ACTION, ADD, AFTER, AGGREGATE, ALL, ALLOW, ALTER, ALWAYS, AND, ANY, ARRAY, AS, ASC, AT, ATTACH, ATTRIBUTE,
  BACKFILL, BATCHES, BEFORE, BETWEEN, BY, CACHE, CASCADE, CASCADED, CASE, CAST, CHECK, COLLATE, COLLATION,
  COLUMN, COMMENT, COMPRESSION, CONFIGURATION, CONSTRAINT, CREATE, CYCLE, DATA, DATE, DEFAULT, DEFERRABLE,
  DEFERRED, DELETE, DEPENDS, DESC, DETACH, DICTIONARY, DISABLE, DISCARD, DISTINCT, DOMAIN, DOWN, DROP, ELSE,
  ENABLE, END, ENUM, ESCAPE, EVENT, EXCLUDE, EXPRESSION, EXTENSION, EXTRACT, FALSE_, FILL, FIRST, FOR, FORCE,
  FOREIGN, FROM, FULL, FUNCTION, FUNCTIONS, FUTURE, GENERATED, GRANT, HASH, IDENTITY, ILIKE, IMMEDIATE, IN, INCLUDE,
  INCREMENT, INDEX, INHERIT, INHERITS, INITIALLY, INSERT, INTERVAL, INTO, IRREVERSIBLE, IS, ISNULL, JSON,
  JSONB, KEY, LABEL, LAST, LEVEL, LIKE, LIST, LOCAL, MAP, MATCH, MATERIALIZED, MAXVALUE, MIGRATION, MINVALUE,
  MODULUS, NO, NOT, NOTHING, NOTNULL, NULLS, NULL_, OF, ON, OPTION, OPTIONS, OR, OUTSIDE, OWNED, OWNER,
  PARTITION, POLICY, PRECISION, PRESERVE, PRIMARY, PRIVILEGES, PROCEDURE, PROCEDURES, PUBLICATION, RANGE,
  REFERENCES, REMAINDER, RENAME, REORDER, REPLACE, REPLICA, RESTART, RESTORE, RESTRICT, REVISES, REVOKE, ROW, ROWS, RULE,
  SCHEMA, SCHEMAS, SEARCH, SECURITY, SEQUENCE, SEQUENCES, SERVER, SET, SIMILAR, SIMPLE, SOME, SQL, START, STATISTICS,
  STORAGE, STORED, TABLE, TABLES, TABLESPACE, TEXT, THEN, TIME, TIMESTAMP, TIMESTAMPTZ, TIMETZ, TO,
  TRANSACTION, TRIGGER, TRUE_, TYPE, TYPES, UNIQUE, UNKNOWN, UNTIL, UPDATE, USING, UUID, VALID, VALIDATE, VALUE,
  VALUES, VARYING, VERSION, VIEW, VIRTUAL, WAS, WHEN, WHERE, WITH, WITHOUT, ZONE
}

@lexer::members {
  /// Reads to the delimiter that was just matched; without one to the end of the text.
  void finish_dollar_text() {
    const std::string delimiter = getText();
    const size_t length = delimiter.size();
    while (_input->LA(1) != antlr4::Token::EOF) {
      size_t matched = 0;
      while (matched < length && _input->LA(static_cast<ssize_t>(matched) + 1) == static_cast<size_t>(delimiter[matched])) {
        ++matched;
      }
      if (matched == length) {
        for (size_t i = 0; i < length; ++i) _input->consume();
        return;
      }
      _input->consume();
    }
    setType(INVALID);
  }

  /// Reads to the end of a comment and of those inside it; an endless one becomes a token of its own.
  void finish_block_comment() {
    for (size_t depth = 1; _input->LA(1) != antlr4::Token::EOF;) {
      const size_t first = _input->LA(1);
      const size_t second = _input->LA(2);
      _input->consume();
      if (first == '*' && second == '/') {
        _input->consume();
        if (--depth == 0) return;
      } else if (first == '/' && second == '*') {
        _input->consume();
        ++depth;
      }
    }
    setType(INVALID);
  }
}

// ---- files -----------------------------------------------------------------------------------------------------------

/// A migration or a desired schema. Which statements may stand where is checked when the tree is built.
file
  : statements+=statement* EOF
  ;

/// Everything that ends in `;` or in a block. A lone `;` means nothing; after `allow …` it makes that hold for the file.
/// One rule for all places keeps recovery simple: after a mistake parsing goes on behind the next `;`.
statement
  : allows+=allow*
    ( empty=SEMI
    | migration=migrationHeader | schemaFile=schemaHeader | revises_=revises | labels=label | depends_=depends
    | down_=down | irreversible_=irreversible
    | create_=create
    | alterTable_=alterTable | alterEnum_=alterEnum | alterDomain_=alterDomain | alterType_=alterType
    | alterSequence_=alterSequence | alterExtension_=alterExtension | alterObject_=alterObject
    | drop_=drop | rename_=rename
    | insert_=insert | update_=update | delete_=deleteFrom | backfill_=backfill | sql_=sqlText
    | rowSecurity_=rowSecurity | firing_=firing | grant_=grant | revoke_=revoke | comment_=commentOn
    )
  ;

/// migration 8f2c1a9d3b47 'add last login to users';
migrationHeader : MIGRATION id=revision title=STRING SEMI ;

/// schema;   the first line of a desired schema
schemaHeader : SCHEMA SEMI ;

/// revises 41d7c0aa92be;   several ids: a merge; none or `base`: a root
revises : REVISES (ids+=revision (COMMA ids+=revision)*)? SEMI ;

/// label billing;   names a branch
label : LABEL names+=identifier (COMMA names+=identifier)* SEMI ;

/// depends on 77aa01bc23de;   orders across branches
depends : DEPENDS ON ids+=revision (COMMA ids+=revision)* SEMI ;

/// allow MG103 'the table is empty' until '2027-01-31'   silences safety rules, with a reason
allow : ALLOW rules+=identifier (COMMA rules+=identifier)* reason=STRING (UNTIL until=STRING)? ;

/// down { … }   replaces the derived downgrade
down : DOWN LBRACE statements+=statement* RBRACE SEMI? ;

/// irreversible 'password hashes cannot be recovered';
irreversible : IRREVERSIBLE reason=STRING SEMI ;

/// Ids of revisions may begin with digits.
revision : word=(INT | NUMBER | REVISION | STRING) | name_=identifier ;

// ---- new objects -----------------------------------------------------------------------------------------------------

/// create <object>; in a desired schema without the word `create`.
create
  : created=CREATE? (OR replace=REPLACE)?
    ( schema_=createSchema | enum_=createEnum | table_=createTable | partition=createPartition | view=createView
    | sequence=createSequence | domain=createDomain | type_=createType | extension=createExtension
    | options_=createFromOptions | text=textObject | statistics=createStatistics | publication=createPublication )
  ;

/// schema app 'what the application owns';
createSchema : SCHEMA name_=identifier (WAS was=identifier)? comment=STRING? SEMI ;

/// enum user_role { guest, member, admin }
createEnum
  : ENUM name_=name (WAS was=name)? comment=STRING?
    LBRACE (values+=enumValue (COMMA values+=enumValue)* COMMA?)? RBRACE SEMI?
  ;
enumValue : value=enumWord (WAS was=enumWord)? ;
enumWord : word=identifier | text=STRING ;

/// table users 'people who can sign in' { … } partition by range (created_at) sqlite (strict);
createTable
  : foreign=FOREIGN? TABLE name_=name (WAS was=name)? (SERVER server=identifier (OPTIONS serverOptions=optionList)?)?
    comment=STRING? LBRACE elements+=tableElement* RBRACE tails+=tableTail* SEMI?
  ;
tableTail
  : INHERITS LPAREN parents+=name (COMMA parents+=name)* RPAREN
  | partition=partitionBy
  | dialect=NAME options=optionList
  ;

/// partition by range (created_at, lower(region) text_pattern_ops)
partitionBy : PARTITION BY strategy=(RANGE | LIST | HASH) LPAREN parts+=indexPart (COMMA parts+=indexPart)* RPAREN ;

/// partition events_2026 of events from ('2026-01-01') to ('2027-01-01');
createPartition
  : PARTITION name_=name OF parent_=name comment=STRING? bound_=bound tails+=tableTail* SEMI
  ;
bound
  : (FOR VALUES)?
    ( default_=DEFAULT
    | FROM LPAREN from=expressionList RPAREN TO LPAREN to=expressionList RPAREN
    | IN LPAREN in=expressionList RPAREN
    | WITH? LPAREN? MODULUS modulus=INT COMMA? REMAINDER remainder=INT RPAREN? )
  ;

// Where two readings are left the first one counts. `index varchar(20);` is a column, for nothing but a column's type has
// a number there; `unique index (a);` is an index and no constraint of that name.
tableElement : ( column_=column | index_=index | constraint=tableConstraint ) SEMI ;

/// email varchar(320) not null unique 'as typed at sign-up'
column : name_=identifier type_=dataType clauses+=columnClause* ;

columnClause
  : NOT null=NULL_
  | explicitNull=NULL_
  | DEFAULT default_=expression
  | identity=IDENTITY always=ALWAYS? identityOptions=sequenceOptionList?
  | GENERATED always=ALWAYS AS (LPAREN generated=expression RPAREN kind=(STORED | VIRTUAL)?
                               | identity=IDENTITY identityOptions=sequenceOptionList?)
  | GENERATED BY DEFAULT AS identity=IDENTITY identityOptions=sequenceOptionList?
  | COLLATE collation=name
  | (CONSTRAINT constraintName=identifier)?
    ( PRIMARY primaryKey=KEY primaryDeferral=deferral?
    | unique=UNIQUE (nullsNot=NULLS NOT DISTINCT)? uniqueDeferral=deferral?
    | check=CHECK LPAREN checked=expression RPAREN (NO noInherit=INHERIT)?
    | references_=references )
  | STORAGE storage=identifier
  | COMPRESSION compression=identifier
  | STATISTICS statistics=integer
  | WITH with_=optionList
  | WAS was=identifier
  | comment=STRING
  ;

sequenceOptionList : LPAREN options+=sequenceOption* RPAREN ;

sequenceOption
  : START WITH? start_=integer
  | INCREMENT BY? increment=integer
  | MINVALUE min=integer
  | MAXVALUE max=integer
  | NO noMin=MINVALUE
  | NO noMax=MAXVALUE
  | CACHE cache=integer
  | NO noCycle=CYCLE
  | cycle=CYCLE
  | RESTART WITH? restart=integer
  | OWNED BY owner=dottedName
  ;

/// references teams (org_id, id) match full on delete set null (team_id) deferrable initially deferred
references : REFERENCES target=name (LPAREN columns=identifierList RPAREN)? tails+=referencesTail* ;
referencesTail
  : MATCH match=(FULL | SIMPLE)
  | ON DELETE onDelete=referentialAction
  | ON UPDATE onUpdate=referentialAction
  | deferral_=deferral
  | NOT notValid=VALID
  ;
referentialAction
  : NO noAction=ACTION
  | restrict_=RESTRICT
  | cascade=CASCADE
  | SET (setNull=NULL_ | setDefault=DEFAULT) (LPAREN columns=identifierList RPAREN)?
  ;
deferral
  : NOT notDeferrable=DEFERRABLE
  | DEFERRABLE (INITIALLY initially=(DEFERRED | IMMEDIATE))?
  | INITIALLY only=(DEFERRED | IMMEDIATE) DEFERRABLE?
  ;

/// unique users_email_key (email) · check (age > 0) · foreign key (a) references b · exclude using gist (room with =)
tableConstraint
  : (CONSTRAINT sqlName=identifier)?
    ( PRIMARY primaryKey=KEY name_=identifier? LPAREN columns=identifierList RPAREN tails+=constraintTail*
    | unique=UNIQUE (nullsNot=NULLS NOT DISTINCT)? name_=identifier? LPAREN columns=identifierList RPAREN
      tails+=constraintTail*
    | check=CHECK name_=identifier? LPAREN checked=expression RPAREN tails+=constraintTail*
    | FOREIGN foreign=KEY name_=identifier? LPAREN columns=identifierList RPAREN references_=references
      tails+=constraintTail*
    | exclude=EXCLUDE name_=identifier? (USING method=identifier)? LPAREN parts+=indexPart (COMMA parts+=indexPart)* RPAREN
      tails+=constraintTail* )
  ;
constraintTail
  : INCLUDE LPAREN include=identifierList RPAREN
  | nulls=NULLS NOT DISTINCT
  | deferral_=deferral
  | WITH with_=optionList
  | TABLESPACE tablespace=identifier
  | WHERE where=expression
  | NO noInherit=INHERIT
  | NOT notValid=VALID
  | comment=STRING
  ;

/// unique index users_email_idx using btree (lower(email) collate "C" text_pattern_ops desc nulls last) where active
index
  : unique=UNIQUE? INDEX name_=identifier? (USING method=identifier)?
    LPAREN parts+=indexPart (COMMA parts+=indexPart)* RPAREN tails+=constraintTail*
  ;
indexPart : expr=expression (placed=partOrder | opclass=name opclassOptions=optionList? placed=partOrder) ;
// An operator class can't be told from `desc` by its look: the first way to read it counts.
partOrder : order=(ASC | DESC)? (NULLS nulls=(FIRST | LAST))? (WITH operator_=operatorWord)? ;
operatorWord : op=(OPERATOR | EQUAL | PLUS | MINUS | STAR) ;

/// view active_people as $$ SELECT … $$;
createView
  : materialized=MATERIALIZED? VIEW name_=name (WAS was=name)? (LPAREN columns=identifierList RPAREN)? comment=STRING?
    (WITH with_=optionList)? AS? bodies_=bodies tails+=viewTail*
    ( SEMI | LBRACE indexes+=viewIndex* RBRACE SEMI? )
  ;
viewTail : WITH scope=(LOCAL | CASCADED)? CHECK check=OPTION | WITH NO noData=DATA ;
viewIndex : index_=index SEMI ;

/// $$ … $$ for every dialect, or `for postgres $$ … $$ for sqlite $$ … $$`
bodies : text=DOLLAR | parts+=bodyFor+ ;
bodyFor : FOR dialect=identifier text=DOLLAR ;

/// sequence order_no as bigint start 1000 increment 10;
createSequence
  : SEQUENCE name_=name (WAS was=name)? comment=STRING? (AS type_=dataType)? options+=sequenceOption* SEMI
  ;

/// domain email as text check email_shape (value like '%@%') not null;
createDomain
  : DOMAIN name_=name (WAS was=name)? comment=STRING? AS? type_=dataType clauses+=domainClause* SEMI
  ;
domainClause
  : NOT null=NULL_
  | explicitNull=NULL_
  | DEFAULT default_=expression
  | COLLATE collation=name
  | (CONSTRAINT sqlName=identifier)? check=CHECK name_=identifier? LPAREN checked=expression RPAREN
  ;

/// type address { street text; zip varchar(10); }
createType : TYPE name_=name (WAS was=name)? comment=STRING? LBRACE attributes+=attributeElement* RBRACE SEMI? ;
attributeElement : attribute_=attribute SEMI ;
attribute : name_=identifier type_=dataType (COLLATE collation=name)? (WAS was=identifier)? comment=STRING? ;

/// extension postgis with schema geo version '3.4';
createExtension
  : EXTENSION name_=identifier comment=STRING? tails+=extensionTail* SEMI
  ;
extensionTail : WITH? SCHEMA schema_=identifier | VERSION version=STRING | cascade=CASCADE ;

/// range float_range (subtype = double precision) · collation de (provider = icu, locale = 'de-DE') · text search …
createFromOptions
  : kind=optionsKind name_=name (WAS was=name)? comment=STRING? options_=optionList SEMI
  ;
optionsKind : word=(RANGE | COLLATION) | TEXT SEARCH word=(CONFIGURATION | DICTIONARY) ;

/// function touch() for postgres $$ CREATE FUNCTION … $$;   the database's own words, one text a dialect
textObject
  : kind=textKind name_=name arguments_=argumentTypes? (ON on=name)? (WAS was=name)? comment=STRING? AS? bodies_=bodies SEMI
  ;
textKind
  : word=(FUNCTION | PROCEDURE | AGGREGATE | TRIGGER | RULE | POLICY | SERVER)
  | EVENT event=TRIGGER
  | VIRTUAL virtual_=TABLE
  ;
argumentTypes : LPAREN (types+=dataType (COMMA types+=dataType)*)? RPAREN ;

/// statistics orders_stats (ndistinct) on city, zip from orders;
createStatistics
  : STATISTICS name_=name (WAS was=name)? comment=STRING? (LPAREN kinds=identifierList RPAREN)?
    ON columns=expressionList FROM table_=name SEMI
  ;

/// publication changes for table orders (id, state) where (state <> 'draft'), tables in schema app;
createPublication
  : PUBLICATION name_=identifier (WAS was=identifier)? comment=STRING?
    (FOR (ALL all=TABLES | targets+=publicationTarget (COMMA targets+=publicationTarget)*))? (WITH with_=optionList)? SEMI
  ;
publicationTarget
  : TABLES IN SCHEMA schema_=identifier
  | TABLE? table_=name (LPAREN columns=identifierList RPAREN)? (WHERE LPAREN where=expression RPAREN)?
  ;

// ---- changes ---------------------------------------------------------------------------------------------------------

/// alter table users { add column last_login timestamptz; … }
alterTable
  : ALTER (table_=TABLE | FOREIGN foreign=TABLE | MATERIALIZED view=VIEW) name_=name
    LBRACE actions+=tableAction* RBRACE SEMI?
  ;

tableAction
  : ( ADD COLUMN added=column placement_=placement? (FILL addFill=expression)?
    | ADD addIndex=index
    | ADD addConstraint=tableConstraint
    | RENAME (column_=COLUMN | constraint=CONSTRAINT | index_=INDEX) from=identifier TO to=identifier
    | RENAME TO renameTo=identifier
    | ALTER COLUMN altered=identifier change=columnChange
    | ALTER CONSTRAINT alteredConstraint=identifier deferral_=deferral
    | DROP COLUMN dropped=identifier disposal_=disposal? (DOWN FILL downFill=expression)?
    | DROP CONSTRAINT droppedConstraint=identifier
    | DROP INDEX droppedIndex=identifier
    | DROP dropComment=COMMENT
    | DROP dropDialect=NAME dropOptions=optionList
    | VALIDATE CONSTRAINT validated=identifier
    | ATTACH PARTITION attached=name bound_=bound
    | DETACH PARTITION detached=name
    | NO noInherit=INHERIT parent_=name
    | inherit=INHERIT parent_=name
    | setting_=commonSetting
    | dialect=NAME options=optionList
    ) SEMI
  ;
placement : first=FIRST | AFTER after=identifier ;
disposal : word=(PRESERVE | DISCARD) ;

/// set schema app · owner to alice · comment 'why'   the same for every object that has a block of actions
commonSetting : SET SCHEMA schema_=identifier | OWNER TO owner=identifier | SET? COMMENT comment=STRING ;

columnChange
  : (SET DATA)? TYPE type_=dataType (COLLATE typeCollation=name)? (USING using_=expression)?
  | SET DEFAULT default_=expression
  | DROP dropDefault=DEFAULT
  | SET NOT notNull=NULL_ (FILL fill=expression)?
  | DROP NOT dropNotNull=NULL_
  | SET? COMMENT comment=STRING
  | DROP dropComment=COMMENT
  | SET? COLLATE collation=name
  | DROP dropCollate=COLLATE
  | (SET | ADD) identity=IDENTITY always=ALWAYS? identityOptions=sequenceOptionList?
  | (SET | ADD) GENERATED always=ALWAYS AS (LPAREN generated=expression RPAREN kind=(STORED | VIRTUAL)?
                                           | identity=IDENTITY identityOptions=sequenceOptionList?)
  | (SET | ADD) GENERATED BY DEFAULT AS identity=IDENTITY identityOptions=sequenceOptionList?
  | DROP dropIdentity=IDENTITY
  | DROP dropExpression=EXPRESSION
  | SET? STORAGE storage=identifier
  | SET? COMPRESSION compression=identifier
  | SET? STATISTICS statistics=integer
  | SET? WITH with_=optionList
  | DROP dropStorage=STORAGE
  | DROP dropCompression=COMPRESSION
  | DROP dropStatistics=STATISTICS
  | DROP dropWith=WITH
  ;

/// alter enum user_role { add value owner after admin; rename value guest to visitor; drop value member map to visitor; }
/// alter enum mood { reorder values (ok, happy, sad); }   all of them, in their new order
alterEnum : ALTER ENUM name_=name LBRACE actions+=enumAction* RBRACE SEMI? ;
enumAction
  : ( ADD VALUE added=enumWord (BEFORE before=enumWord | AFTER after=enumWord)?
    | RENAME VALUE from=enumWord TO to=enumWord
    | reorder=REORDER VALUES LPAREN values+=enumWord (COMMA values+=enumWord)* RPAREN
    | DROP VALUE dropped=enumWord (MAP TO mapTo=enumWord)?
    | RENAME TO renameTo=identifier
    | DROP dropComment=COMMENT
    | setting_=commonSetting
    ) SEMI
  ;

/// alter domain email { set default ''; add check email_long (length(value) < 320); drop constraint email_shape; }
alterDomain : ALTER DOMAIN name_=name LBRACE actions+=domainAction* RBRACE SEMI? ;
domainAction
  : ( SET DEFAULT default_=expression
    | DROP dropDefault=DEFAULT
    | SET NOT notNull=NULL_
    | DROP NOT dropNotNull=NULL_
    | ADD constraint=tableConstraint
    | DROP CONSTRAINT droppedConstraint=identifier
    | RENAME CONSTRAINT from=identifier TO to=identifier
    | VALIDATE CONSTRAINT validated=identifier
    | RENAME TO renameTo=identifier
    | DROP dropComment=COMMENT
    | setting_=commonSetting
    ) SEMI
  ;

/// alter type address { add attribute country text; alter attribute zip type text; drop attribute street discard; }
alterType : ALTER TYPE name_=name LBRACE actions+=typeAction* RBRACE SEMI? ;
typeAction
  : ( ADD ATTRIBUTE added=attribute
    | RENAME ATTRIBUTE from=identifier TO to=identifier
    | ALTER ATTRIBUTE altered=identifier (SET DATA)? TYPE type_=dataType (COLLATE collation=name)?
    | DROP ATTRIBUTE dropped=identifier disposal_=disposal?
    | RENAME TO renameTo=identifier
    | DROP dropComment=COMMENT
    | setting_=commonSetting
    ) SEMI
  ;

/// alter sequence order_no increment 5 restart 100;
alterSequence : ALTER SEQUENCE name_=name (AS type_=dataType)? options+=sequenceOption* SEMI ;

/// alter extension postgis update to '3.4';
alterExtension : ALTER EXTENSION name_=identifier updated=UPDATE (TO version=STRING)? SEMI ;

/// alter view v set schema app; · alter function f(int) owner to alice;
alterObject : ALTER object=objectReference setting_=commonSetting SEMI ;

/// drop table legacy preserve; · drop trigger touch on people;
drop : DROP object=objectReference disposal_=disposal? cascade=CASCADE? SEMI ;

/// rename enum user_role to account_role;
rename : RENAME object=objectReference TO to=identifier SEMI ;

/// Names something that exists: `column app.users.email`, `function f(int, text)`, `policy p on t`.
objectReference : kind=objectKind name_=dottedName arguments_=argumentTypes? (ON on=name)? ;
objectKind
  : word=( SCHEMA | ENUM | TABLE | COLUMN | CONSTRAINT | INDEX | VIEW | SEQUENCE | DOMAIN | TYPE | RANGE | EXTENSION
         | FUNCTION | PROCEDURE | AGGREGATE | TRIGGER | RULE | POLICY | COLLATION | STATISTICS | PUBLICATION | SERVER )
  | MATERIALIZED materialized=VIEW
  | EVENT event=TRIGGER
  | FOREIGN foreign=TABLE
  | VIRTUAL virtual_=TABLE
  | TEXT SEARCH search=(CONFIGURATION | DICTIONARY)
  ;

// ---- data ------------------------------------------------------------------------------------------------------------

/// insert into roles (code, title) key (code) { ('admin', 'Administrator'); }
insert
  : INSERT INTO table_=name LPAREN columns=identifierList RPAREN (KEY LPAREN key=identifierList RPAREN)?
    ( LBRACE rows+=row* RBRACE SEMI? | VALUES values+=rowValues (COMMA values+=rowValues)* SEMI )
  ;
row : values=rowValues SEMI ;
rowValues : LPAREN list=expressionList RPAREN ;

/// update settings set value = 'on' where name = 'beta' restore;
update
  : UPDATE table_=name SET assignments+=assignment (COMMA assignments+=assignment)*
    (WHERE where=expression | ALL all=ROWS)? restore=RESTORE? SEMI
  ;
assignment : column_=identifier EQUAL value=expression ;

/// delete from sessions where expired discard;
deleteFrom : DELETE FROM table_=name (WHERE where=expression | ALL all=ROWS)? disposal_=disposal? SEMI ;

/// backfill people set display_name = coalesce(nick, email) where display_name is null in batches of 5000;
backfill
  : BACKFILL table_=name SET assignments+=assignment (COMMA assignments+=assignment)* (WHERE where=expression)?
    (IN BATCHES OF batch=INT)? SEMI
  ;

/// sql for postgres $$ CREATE RULE … $$ down $$ DROP RULE … $$ for sqlite nothing;
sqlText : SQL (OUTSIDE outside=TRANSACTION)? clauses+=sqlClause+ SEMI ;
sqlClause : FOR dialect=identifier (up=DOLLAR | nothing=NOTHING) (DOWN (down_=DOLLAR | downNothing=NOTHING))? ;

// ---- rights and notes ------------------------------------------------------------------------------------------------

/// enable row level security on people;
rowSecurity
  : (enable=ENABLE | disable=DISABLE | NO noForce=FORCE | force=FORCE) ROW LEVEL SECURITY ON table_=name SEMI
  ;

/// disable trigger touch on people; · enable always trigger touch on people; · enable replica rule keep on people;
firing : (disable=DISABLE | ENABLE (replica=REPLICA | always=ALWAYS)?) object=objectReference SEMI ;

/// grant select (id, email), update on table people to reader, editor with grant option;
grant
  : GRANT privileges+=privilege (COMMA privileges+=privilege)* ON target=grantTarget
    TO roles=identifierList (WITH grantOption=GRANT OPTION)? SEMI
  ;
revoke
  : REVOKE (GRANT grantOption=OPTION FOR)? privileges+=privilege (COMMA privileges+=privilege)* ON target=grantTarget
    FROM roles=identifierList cascade=CASCADE? SEMI
  ;
privilege : word=identifier PRIVILEGES? (LPAREN columns=identifierList RPAREN)? ;
grantTarget
  : ALL all=(TABLES | SEQUENCES | FUNCTIONS | PROCEDURES) IN SCHEMA schemas=identifierList
  | FUTURE future=(TABLES | SEQUENCES | FUNCTIONS | TYPES | SCHEMAS) (IN SCHEMA schemas=identifierList)?
    (BY creator=identifier)?
  | objects+=objectReference (COMMA others+=grantObject)*
  | tables+=name (COMMA tables+=name)*
  ;
grantObject : name_=dottedName arguments_=argumentTypes? ;

/// comment on column users.email is 'as typed';
commentOn : COMMENT ON object=objectReference IS (text=STRING | null=NULL_) SEMI ;

// ---- lists, names ----------------------------------------------------------------------------------------------------

/// (fillfactor = 70, without rowid, locale = 'de-DE')
optionList : LPAREN (options+=option (COMMA options+=option)*)? RPAREN ;
option : words+=identifier (DOT sub=identifier | words+=identifier*) (EQUAL value=optionValue)? ;
optionValue
  : sign=(PLUS | MINUS)? number=(INT | NUMBER)
  | text=STRING
  | schema_=identifier DOT member=identifier
  | words+=identifier+
  | word=(TRUE_ | FALSE_ | NULL_)
  ;

/// A name: exact, case kept. Keywords are names too, but for the few that could not be told apart (schema/word.cpp).
identifier
  : token=( NAME | QUOTED
    | ACTION | ADD | AFTER | AGGREGATE | ALL | ALLOW | ALTER | ALWAYS | ANY | AS | ASC | AT | ATTACH
    | ATTRIBUTE | BACKFILL | BATCHES | BEFORE | BY | CACHE | CASCADE | CASCADED | CAST | CHECK | COLLATE
    | COLLATION | COLUMN | COMMENT | COMPRESSION | CONFIGURATION | CREATE | CYCLE | DATA | DATE | DEFAULT
    | DEFERRABLE | DEFERRED | DELETE | DEPENDS | DESC | DETACH | DICTIONARY | DISABLE | DISCARD | DOMAIN
    | DOWN | DROP | ELSE | ENABLE | ENUM | ESCAPE | EVENT | EXCLUDE | EXPRESSION | EXTENSION | EXTRACT | FILL
    | FIRST | FOR | FORCE | FOREIGN | FROM | FULL | FUNCTION | FUNCTIONS | FUTURE | GENERATED | GRANT | HASH
    | IDENTITY | ILIKE | IMMEDIATE | INCLUDE | INCREMENT | INDEX | INHERIT | INHERITS | INITIALLY | INSERT
    | INTERVAL | INTO | IRREVERSIBLE | ISNULL | JSON | JSONB | KEY | LABEL | LAST | LEVEL | LIST | LOCAL
    | MAP | MATCH | MATERIALIZED | MAXVALUE | MIGRATION | MINVALUE | MODULUS | NO | NOTHING | NOTNULL | NULLS
    | OF | ON | OPTION | OPTIONS | OUTSIDE | OWNED | OWNER | PARTITION | POLICY | PRECISION | PRESERVE
    | PRIMARY | PRIVILEGES | PROCEDURE | PROCEDURES | PUBLICATION | RANGE | REFERENCES | REMAINDER | RENAME
    | REORDER | REPLACE | REPLICA | RESTART | RESTORE | RESTRICT | REVISES | REVOKE | ROW | ROWS | RULE | SCHEMA | SCHEMAS | SEARCH
    | SECURITY | SEQUENCE | SEQUENCES | SERVER | SET | SIMILAR | SIMPLE | SOME | SQL | START | STATISTICS
    | STORAGE | STORED | TABLE | TABLES | TABLESPACE | TEXT | THEN | TIME | TIMESTAMP | TIMESTAMPTZ | TIMETZ
    | TO | TRANSACTION | TRIGGER | TYPE | TYPES | UNIQUE | UNKNOWN | UNTIL | UPDATE | USING | UUID | VALID | VALIDATE
    | VALUE | VALUES | VARYING | VERSION | VIEW | VIRTUAL | WAS | WHERE | WITH | WITHOUT | ZONE
    )
  ;

identifierList : names+=identifier (COMMA names+=identifier)* ;
expressionList : items+=expression (COMMA items+=expression)* ;

name : first=identifier (DOT second=identifier)? ;
dottedName : first=identifier (DOT second=identifier (DOT third=identifier)?)? ;
integer : minus=MINUS? digits=INT ;

// ---- types -----------------------------------------------------------------------------------------------------------

/// varchar(320) · timestamp(3) with time zone · app.mood[] · uuid sqlite `CHAR(32)` · postgres `inet` sqlite `TEXT`
dataType
  : natives+=nativeText+
  | typeName_=typeName (LPAREN length=INT (COMMA scale=integer)? RPAREN)?
    (zone=(WITH | WITHOUT) TIME ZONE)? dimensions+=dimension* natives+=nativeText*
  ;
typeName : first=identifier (second=(PRECISION | VARYING) | DOT member=identifier)? ;
dimension : open=LBRACKET INT? RBRACKET ;
// No keyword is a dialect: in `default `raw`` the first word is not one.
nativeText : dialect=NAME? text=RAW ;

// ---- expressions -----------------------------------------------------------------------------------------------------

/// A flat chain of operands and what stands between and behind them. The tree is built from it by precedence (with the
/// table of schema/expression.h), which is faster and gives better messages than one rule a level.
expression : first=operand tails+=tail* ;

operand : prefixes+=(PLUS | MINUS | NOT | OPERATOR)* base=primary ;

tail
  : op=(OPERATOR | EQUAL | PLUS | MINUS | STAR | AND | OR) right=operand
  | negated=NOT? op=(LIKE | ILIKE | BETWEEN) right=operand
  | negated=NOT? op=SIMILAR TO right=operand
  | negated=NOT? op=IN LPAREN list=expressionList RPAREN
  | op=ESCAPE right=operand
  | op=IS negated=NOT? (what=(NULL_ | TRUE_ | FALSE_ | UNKNOWN) | what=DISTINCT FROM right=operand)
  | op=(ISNULL | NOTNULL)
  | op=COLLATE collation=name
  | op=AT TIME ZONE right=operand
  | op=DOUBLE_COLON type_=dataType
  | op=LBRACKET subscript=expression RBRACKET
  ;

primary
  : literal=(STRING | INT | NUMBER | TRUE_ | FALSE_ | NULL_)
  | case_=CASE subject=expression? branches+=caseBranch+ (ELSE otherwise=expression)? END
  | cast=CAST LPAREN inner=expression AS type_=dataType RPAREN
  | extract=EXTRACT LPAREN (field=identifier | fieldText=STRING) FROM inner=expression RPAREN
  | array=ARRAY LBRACKET list=expressionList? RBRACKET
  | row_=ROW LPAREN list=expressionList? RPAREN
  | quantifier=(ANY | SOME | ALL) LPAREN inner=expression RPAREN
  | typed=(DATE | TIME | TIMETZ | TIMESTAMP | TIMESTAMPTZ | INTERVAL | JSON | JSONB | UUID) typedText=STRING
  | typed=(TIME | TIMESTAMP) zone=(WITH | WITHOUT) TIME ZONE typedText=STRING
  | raw+=nativeText+
  | parenthesis=LPAREN list=expressionList RPAREN
  | first=identifier (DOT second=identifier)? call_=callArguments?
  ;
caseBranch : WHEN condition=expression THEN result=expression ;
callArguments
  : LPAREN
    ( star=STAR
    | distinct=DISTINCT? list=expressionList (FROM from=expression (FOR length=expression)?)?
    )?
    RPAREN
  ;

// ---- tokens ----------------------------------------------------------------------------------------------------------

SEMI : ';' ;
COMMA : ',' ;
DOT : '.' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACE : '{' ;
RBRACE : '}' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
DOUBLE_COLON : '::' ;
EQUAL : '=' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
/// Everything else that PostgreSQL lets operators be made of. As there, none ends in `-` or `+`, so that `a=-1` works, and
/// comments win over operators.
OPERATOR : '/' | OPERATOR_CHARACTER (OPERATOR_CHARACTER | '*' | '-' OPERATOR_CHARACTER)* | '-' [|>] OPERATOR_CHARACTER* ('-' OPERATOR_CHARACTER+)* ;
fragment OPERATOR_CHARACTER : [<>=~!@#%^&|?] ;

INT : [0-9]+ ;
NUMBER : ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? ;
/// Words that begin with a digit: ids of revisions.
REVISION : [0-9] [0-9A-Za-z_]* ;

/// A word. Words of the list `tokens` above get their own token in any case of letters; the ranges are those of
/// schema/word.cpp.
NAME : [A-Za-z_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u167F\u1681-\u180D\u180F-\u1FFF\u2070-\u2FFF\u3004-\uD7FF\uF900-\uFDCF\u{10000}-\u{DFFFF}]
       [A-Za-z0-9_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u167F\u1681-\u180D\u180F-\u1FFF\u2070-\u2FFF\u3004-\uD7FF\uF900-\uFDCF\u{10000}-\u{DFFFF}]* ;
/// "Any Name", with quotes doubled inside
QUOTED : '"' (~'"' | '""')* '"' ;
/// 'text', with quotes doubled inside
STRING : '\'' (~'\'' | '\'\'')* '\'' ;
/// `text of one dialect`, with backticks doubled inside
RAW : '`' (~'`' | '``')* '`' ;
/// $$ text $$ or $tag$ text $tag$. The action reads on to the same delimiter.
DOLLAR : '$' ([A-Za-z_] [A-Za-z0-9_]*)? '$' { finish_dollar_text(); } ;

LINE_COMMENT : '--' ~[\r\n]* -> channel(HIDDEN) ;
/// Comments nest, as in PostgreSQL. The action reads on to the end.
BLOCK_COMMENT : '/*' { finish_block_comment(); } -> channel(HIDDEN) ;
BLANK : [ \t\r\n\f\u000B]+ -> skip ;

// What has no end, up to the end of the file: so that one message can name the place where it began.
OPEN_QUOTED : '"' (~'"' | '""')* ;
OPEN_STRING : '\'' (~'\'' | '\'\'')* ;
OPEN_RAW : '`' (~'`' | '``')* ;
INVALID : . ;
