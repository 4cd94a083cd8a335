package io.antipode.load.seeded;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.function.Consumer;

/** Changes the code of a method, instruction by instruction. */
interface Edit {
  /**
   * Looks at one element of the method's code.
   *
   * @return whether it was replaced by what has been written into the builder; else it stays
   */
  boolean replace(CodeBuilder code, CodeElement element);

  /** Emits what stands before the method's first instruction. */
  default void atStart(CodeBuilder code) {}

  /** Whether {@link #atStart} does something, so that there is nothing else to find. */
  default boolean prepends() {
    return false;
  }

  /** Calls of that method don't happen; where one would give something, it gives zero or null. */
  static Edit dropCalls(String method) {
    return (code, element) -> {
      if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(method)) {
        return false;
      }
      popCall(code, call);
      pushZero(code, call.typeSymbol().returnType());
      return true;
    };
  }

  /** Calls of that method don't happen; what they give is what {@code result} pushes. */
  static Edit callGives(String method, Consumer<CodeBuilder> result) {
    return (code, element) -> {
      if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(method)) {
        return false;
      }
      popCall(code, call);
      result.accept(code);
      return true;
    };
  }

  private static void pushZero(CodeBuilder code, ClassDesc type) {
    switch (TypeKind.from(type)) {
      case VOID -> {}
      case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.iconst_0();
      case LONG -> code.lconst_0();
      case FLOAT -> code.fconst_0();
      case DOUBLE -> code.dconst_0();
      case REFERENCE -> code.aconst_null();
    }
  }

  private static void popCall(CodeBuilder code, InvokeInstruction call) {
    popArguments(code, call);
    if (call.opcode() != Opcode.INVOKESTATIC) {
      code.pop();
    }
  }

  private static void popArguments(CodeBuilder code, InvokeInstruction call) {
    List<ClassDesc> parameters = call.typeSymbol().parameterList();
    for (ClassDesc parameter : parameters.reversed()) {
      if (TypeKind.from(parameter).slotSize() == 2) {
        code.pop2();
      } else {
        code.pop();
      }
    }
  }

  /** Calls of that method are followed by more code, which finds the result on the stack. */
  static Edit afterCalls(String method, Consumer<CodeBuilder> more) {
    return (code, element) -> {
      if (element instanceof InvokeInstruction call && call.name().equalsString(method)) {
        code.with(element);
        more.accept(code);
        return true;
      }
      return false;
    };
  }

  /** Calls of that method are replaced by other code, which finds receiver and arguments. */
  static Edit insteadOfCalls(String method, Consumer<CodeBuilder> other) {
    return (code, element) -> {
      if (element instanceof InvokeInstruction call && call.name().equalsString(method)) {
        other.accept(code);
        return true;
      }
      return false;
    };
  }

  /** Conditional jumps of that kind never happen. */
  static Edit neverJumps(Opcode opcode) {
    return (code, element) -> {
      if (!(element instanceof BranchInstruction branch) || branch.opcode() != opcode) {
        return false;
      }
      popCompared(code, opcode);
      return true;
    };
  }

  /** Conditional jumps of that kind always happen. */
  static Edit alwaysJumps(Opcode opcode) {
    return (code, element) -> {
      if (!(element instanceof BranchInstruction branch) || branch.opcode() != opcode) {
        return false;
      }
      popCompared(code, opcode);
      code.goto_(branch.target());
      return true;
    };
  }

  private static void popCompared(CodeBuilder code, Opcode jump) {
    switch (jump) {
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> code.pop();
      default -> code.pop2();
    }
  }

  /** Reads of that field are followed by more code, which finds the value on the stack. */
  static Edit afterReads(String field, Consumer<CodeBuilder> more) {
    return (code, element) -> {
      if (element instanceof FieldInstruction read
          && read.opcode() == Opcode.GETFIELD
          && read.name().equalsString(field)) {
        code.with(element);
        more.accept(code);
        return true;
      }
      return false;
    };
  }

  /** The method begins with this code. */
  static Edit begins(Consumer<CodeBuilder> first) {
    return new Edit() {
      @Override
      public boolean replace(CodeBuilder code, CodeElement element) {
        return false;
      }

      @Override
      public void atStart(CodeBuilder code) {
        first.accept(code);
      }

      @Override
      public boolean prepends() {
        return true;
      }
    };
  }
}
