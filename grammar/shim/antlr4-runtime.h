#pragma once

// Stands in front of ANTLR's umbrella header and includes only what generated code and the parser
// use. The original also includes misc/InterpreterDataReader.h, which clang refuses (it needs a
// deleted default constructor), so that neither clang-tidy nor libFuzzer could see the parser.

// clang-format off: the runtime's headers rely on this one coming first.
#include "antlr4-common.h"
// clang-format on

#include "ANTLRInputStream.h"
#include "BailErrorStrategy.h"
#include "BaseErrorListener.h"
#include "CommonToken.h"
#include "CommonTokenStream.h"
#include "DefaultErrorStrategy.h"
#include "Exceptions.h"
#include "FailedPredicateException.h"
#include "InputMismatchException.h"
#include "Lexer.h"
#include "LexerNoViableAltException.h"
#include "NoViableAltException.h"
#include "Parser.h"
#include "ParserRuleContext.h"
#include "Token.h"
#include "Vocabulary.h"
#include "atn/ATN.h"
#include "atn/ATNDeserializer.h"
#include "atn/LexerATNSimulator.h"
#include "atn/ParserATNSimulator.h"
#include "atn/RuleStartState.h"
#include "atn/RuleTransition.h"
#include "atn/Transition.h"
#include "dfa/DFA.h"
#include "misc/IntervalSet.h"
#include "support/CPPUtils.h"
#include "tree/ErrorNode.h"
#include "tree/TerminalNode.h"
