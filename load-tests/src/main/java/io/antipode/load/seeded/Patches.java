package io.antipode.load.seeded;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** Code of bugs that takes more than a line. */
final class Patches {
  private static final String LOG = "io.antipode.replication.log.";
  private static final String CLOCK = "io.antipode.replication.clock.";
  private static final String STORAGE = "io.antipode.node.storage.";
  private static final int IN_WRITE_CALLBACK = 7;

  private Patches() {}

  static ClassDesc mutation() {
    return ClassDesc.of("io.antipode.replication.mutation.Mutation");
  }

  static MethodTypeDesc to(ClassDesc type) {
    return MethodTypeDesc.of(type);
  }

  /**
   * Applies a put that was decided on a tombstone as if the tombstone's key were still in order,
   * which only tables with replicas keep. Finds the applier, the table and the mutation.
   */
  static void byWhatStoodWhenDecided(CodeBuilder code) {
    ClassDesc applier = ClassDesc.of(STORAGE + "LogApplier");
    ClassDesc views = ClassDesc.of(STORAGE + "ShardViews");
    ClassDesc inFlight = ClassDesc.of(STORAGE + "InFlight");
    ClassDesc state = ClassDesc.of(STORAGE + "TableState");
    ClassDesc info = ClassDesc.of(STORAGE + "TableInfo");
    ClassDesc stored = ClassDesc.of(STORAGE + "StoredItem");
    ClassDesc store = ClassDesc.of(STORAGE + "ItemStore");
    ClassDesc version = ClassDesc.of(CLOCK + "Version");
    ClassDesc bytes = ConstantDescs.CD_byte.arrayType();
    Consumer<CodeBuilder> sound =
        right ->
            right.invokevirtual(
                applier, "applyWrite", MethodTypeDesc.of(ConstantDescs.CD_void, state, mutation()));
    Consumer<CodeBuilder> storeOnly =
        wrong -> {
          int mutation = wrong.allocateLocal(TypeKind.REFERENCE);
          wrong.astore(mutation).pop();
          wrong.getfield(applier, "views", views).getfield(views, "store", store);
          wrong.aload(mutation).invokevirtual(mutation(), "key", to(bytes));
          wrong.aload(mutation).invokevirtual(mutation(), "version", to(version));
          wrong.aload(mutation).invokevirtual(mutation(), "newImage", to(bytes));
          wrong.invokeinterface(
              store, "put", MethodTypeDesc.of(ConstantDescs.CD_void, bytes, version, bytes));
        };
    code.aload(1)
        .getfield(inFlight, "prior", stored)
        .ifThenElse(
            Opcode.IFNONNULL,
            there ->
                there
                    .aload(1)
                    .getfield(inFlight, "prior", stored)
                    .invokevirtual(stored, "isTombstone", to(ConstantDescs.CD_boolean))
                    .ifThenElse(
                        deleted ->
                            deleted
                                .aload(1)
                                .getfield(inFlight, "table", state)
                                .getfield(state, "info", info)
                                .invokevirtual(info, "replicated", to(ConstantDescs.CD_boolean))
                                .ifThenElse(sound::accept, storeOnly::accept),
                        sound::accept),
            sound::accept);
  }

  /** Logs a promise and takes it as logged. Finds the log and the record. */
  static void toldAtOnce(CodeBuilder code) {
    ClassDesc promises = ClassDesc.of(STORAGE + "Promises");
    ClassDesc state = ClassDesc.of(STORAGE + "ShardState");
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

  /** The stream's epoch for a client's write (it has a callback), none for another region's. */
  static void epochOfOwn(CodeBuilder code) {
    code.aload(IN_WRITE_CALLBACK)
        .ifThenElse(
            Opcode.IFNONNULL,
            own ->
                own.invokevirtual(
                    ClassDesc.of(STORAGE + "TableInfo"),
                    "streamEpochMs",
                    to(ConstantDescs.CD_long)),
            other -> other.pop().lconst_0());
  }
}
