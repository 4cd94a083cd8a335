package io.antipode.load.seeded;

import static java.lang.constant.ConstantDescs.CD_byte;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Deliberate bugs at the rim of the program, in its real files, connections and answers, which the
 * simulation has others in place of: only real processes can show them.
 */
public enum ProcessBug {
  /** Writes are acknowledged while they are in the process's memory: kill -9 loses them. */
  WRITE_BEHIND {
    @Override
    public void write(Path folder) throws IOException {
      String files = DISK + "FileDisk$OpenFile";
      ClassFile classFile = ClassFile.of();
      int[] hits = new int[1];
      byte[] patched =
          classFile.transformClass(
              classFile.parse(Patcher.original(files)),
              ClassTransform.transformingMethodBodies(behind(hits)));
      if (hits[0] != HELD.size()) {
        throw new IllegalStateException(this + " finds " + hits[0] + " calls to patch");
      }
      put(folder, files, patched);
      put(folder, WriteBehind.class.getName(), Patcher.original(WriteBehind.class.getName()));
    }
  },

  /** A connection between regions that broke is never made again. */
  NEVER_REDIALS {
    @Override
    public void write(Path folder) throws IOException {
      Patcher.write(
          bug(LINKS + "VertxLinks$Owner", "lambda$closed$0", Edit.dropCalls("connectLater")),
          folder);
    }
  },

  /** A page of a Query or Scan never says that there are more. */
  LAST_PAGE {
    @Override
    public void write(Path folder) throws IOException {
      Edit noneFollows =
          Edit.begins(
              code ->
                  code.aload(0)
                      .aconst_null()
                      .putfield(ClassDesc.of(PAGE), "lastKey", CD_byte.arrayType()));
      Patcher.write(bug(PAGE, "end", noneFollows), folder);
    }
  };

  private static final String DISK = "io.antipode.replication.disk.";
  private static final String LINKS = "io.antipode.replication.link.vertx.";
  private static final String PAGE = "io.antipode.node.operation.query.Page";
  private static final Set<String> HELD = Set.of("write", "read", "size", "truncate", "close");

  /** As on the command line: {@code write-behind}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Writes the patched classes.
   *
   * @param folder to be put before the product's jars on the class path
   * @throws IllegalStateException where the product has changed, and the bug has to be written anew
   */
  public abstract void write(Path folder) throws IOException;

  SeededBug bug(String className, String method, Edit edit) {
    return new SeededBug(
        word(), "", className, method, edit, SeededBug.Layer.PROCESSES, Set.of(), Set.of());
  }

  /** Calls of a channel become calls of {@link WriteBehind}, which take it as an argument. */
  private static CodeTransform behind(int[] hits) {
    ClassDesc channel = FileChannel.class.describeConstable().orElseThrow();
    ClassDesc behind = WriteBehind.class.describeConstable().orElseThrow();
    return (code, element) -> {
      if (element instanceof InvokeInstruction call
          && call.owner().asSymbol().equals(channel)
          && HELD.contains(call.name().stringValue())) {
        MethodTypeDesc type = call.typeSymbol().insertParameterTypes(0, channel);
        code.invokestatic(behind, call.name().stringValue(), type);
        hits[0]++;
      } else {
        code.with(element);
      }
    };
  }

  private static void put(Path folder, String className, byte[] bytes) throws IOException {
    Path file = folder.resolve(className.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
