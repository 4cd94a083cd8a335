package io.antipode.load.seeded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a bug into the bytecode of the class that it is meant for. Any thread. */
public final class Patcher {
  private Patcher() {}

  /**
   * The class with the bug in it.
   *
   * @throws IllegalStateException where the patch does not find its place: the product has changed,
   *     and the bug has to be written anew
   */
  public static byte[] patched(SeededBug bug) {
    return patch(bug, original(bug.className()));
  }

  /**
   * Writes the patched class where a class path finds it.
   *
   * @param folder to be put before the product's jars on the class path
   */
  public static void write(SeededBug bug, Path folder) throws IOException {
    Path file = folder.resolve(bug.className().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, patched(bug));
  }

  static byte[] original(String className) {
    String resource = className.replace('.', '/') + ".class";
    try (InputStream in = Patcher.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no class " + className + " to be patched");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] patch(SeededBug bug, byte[] original) {
    ClassFile classFile =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.DebugElementsOption
                .DROP_DEBUG, // Tables of locals name what a patch may have cut.
            hierarchy());
    ClassModel model = classFile.parse(original);
    int[] hits = new int[1];
    ClassTransform transform =
        ClassTransform.transformingMethods(
            method -> isTarget(bug, method), MethodTransform.transformingCode(code(bug, hits)));
    byte[] patched = classFile.transformClass(model, transform);
    if (hits[0] == 0) {
      throw new IllegalStateException(
          "the bug %s finds nothing to patch in %s.%s"
              .formatted(bug.name(), bug.className(), bug.method()));
    }
    return patched;
  }

  private static ClassFile.ClassHierarchyResolverOption hierarchy() {
    return ClassFile.ClassHierarchyResolverOption.of(
        java.lang.classfile.ClassHierarchyResolver.ofResourceParsing(Patcher.class.getClassLoader())
            .orElse(java.lang.classfile.ClassHierarchyResolver.defaultResolver()));
  }

  private static boolean isTarget(SeededBug bug, MethodModel method) {
    return method.methodName().equalsString(bug.method()) && method.code().isPresent();
  }

  private static CodeTransform code(SeededBug bug, int[] hits) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        if (bug.edit().prepends()) {
          bug.edit().atStart(code);
          hits[0]++;
        }
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        if (bug.edit().replace(code, element)) {
          hits[0]++;
        } else {
          code.with(element);
        }
      }
    };
  }
}
