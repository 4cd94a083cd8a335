package io.antipode.load.seeded;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Code of bugs that takes more than a line. */
final class Patches {
  private static final String LOG = "io.antipode.replication.log.";
  private static final String STORAGE = "io.antipode.node.storage.";
  private static final int IN_WRITE_CALLBACK = 7;

  private Patches() {}

  static ClassDesc mutation() {
    return ClassDesc.of("io.antipode.replication.mutation.Mutation");
  }

  static MethodTypeDesc to(ClassDesc type) {
    return MethodTypeDesc.of(type);
  }

  /** What a write was decided on, for what the views hold when it is applied. */
  static void whatItWasDecidedOn(CodeBuilder code) {
    code.aload(1)
        .getfield(
            ClassDesc.of(STORAGE + "InFlight"), "prior", ClassDesc.of(STORAGE + "view.StoredItem"));
  }

  /** Logs a promise and takes it as logged. Finds the log and the record. */
  static void toldAtOnce(CodeBuilder code) {
    ClassDesc promises = ClassDesc.of(STORAGE + "Promises");
    ClassDesc state = ClassDesc.of(STORAGE + "view.ShardState");
    ClassDesc told = ClassDesc.of(LOG + "LogRecord$Told");
    int record = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(record).aload(record);
    code.invokeinterface(
        ClassDesc.of("java.util.function.Consumer"),
        "accept",
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object));
    code.aload(0).getfield(promises, "state", state).aload(record).checkcast(told);
    code.invokevirtual(told, "hlc", to(ConstantDescs.CD_long));
    code.invokevirtual(
        state, "told", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long));
  }

  /** Counts what is loaded, and enters it into no index. Finds all that would track it. */
  static void countsAlone(CodeBuilder code) {
    ClassDesc views = ClassDesc.of(STORAGE + "view.ShardViews");
    ClassDesc table = ClassDesc.of(STORAGE + "view.TableState");
    ClassDesc item = ClassDesc.of(STORAGE + "view.StoredItem");
    ClassDesc bytes = ConstantDescs.CD_byte.arrayType();
    code.pop().pop().pop().pop().pop();
    code.aload(0).aload(1).aload(2).aload(3).iconst_1();
    code.invokevirtual(
        views,
        "count",
        MethodTypeDesc.of(ConstantDescs.CD_void, table, bytes, item, ConstantDescs.CD_int));
  }

  /** The stream's epoch for a client's write (it has a callback), none for another region's. */
  static void epochOfOwn(CodeBuilder code) {
    code.aload(IN_WRITE_CALLBACK)
        .ifThenElse(
            Opcode.IFNONNULL,
            own ->
                own.invokevirtual(
                    ClassDesc.of(STORAGE + "view.TableInfo"),
                    "streamEpochMs",
                    to(ConstantDescs.CD_long)),
            other -> other.pop().lconst_0());
  }
}
