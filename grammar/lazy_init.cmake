# cmake -DFROM=<tool's output> -DTO=<what is compiled> -P lazy_init.cmake
#
# The 4.7.2 tool declares a static `Initializer _init` in each class. Its constructor deserialises the whole ATN, so
# every start of the program would pay for it before main(), `migc --version` too. Here that constructor is moved
# behind `initialize()`, which runs it once and which the class's own constructor calls: nobody has to remember it.
# Each replacement must find its text exactly once, so that another version of the tool cannot go unnoticed.

function(replace_once text_variable wanted replacement)
  string(FIND "${${text_variable}}" "${wanted}" first)
  string(FIND "${${text_variable}}" "${wanted}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "the generated code does not hold this text exactly once: ${wanted}")
  endif()
  string(REPLACE "${wanted}" "${replacement}" changed "${${text_variable}}")
  set(${text_variable} "${changed}" PARENT_SCOPE)
endfunction()

foreach(class IN ITEMS MigLexer MigParser)
  file(READ ${FROM}/${class}.h header)
  replace_once(header "  static Initializer _init;\n" "public:\n  static void initialize();\n")
  file(WRITE ${TO}/${class}.h "${header}")

  file(READ ${FROM}/${class}.cpp source)
  replace_once(source "${class}::Initializer ${class}::_init;\n"
    "void ${class}::initialize() {\n  static const Initializer once;\n  static_cast<void>(once);\n}\n")
  replace_once(source "  _interpreter = new " "  initialize();\n  _interpreter = new ")
  file(WRITE ${TO}/${class}.cpp "${source}")
endforeach()
