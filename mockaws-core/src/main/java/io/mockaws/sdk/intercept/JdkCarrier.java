package io.mockaws.sdk.intercept;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a copy of {@link Carrier} into the JDK, where its classes can call it. A jar on the JDK's
 * own search path would do, too, but then the JVM shares its archived classes no more, which costs
 * time, and says so in a warning.
 */
final class JdkCarrier {
  /** The copy's name, with slashes. */
  static final String NAME = "java/util/concurrent/MockAwsCarrier";

  private static final int API = Opcodes.ASM9;
  private static final String ORIGINAL = Carrier.class.getName().replace('.', '/');

  private JdkCarrier() {}

  /**
   * Makes the copy, once in a JVM. Where another class loader's mockaws has made it, as that of
   * JUnit's launcher under Quarkus, it is ours from now on.
   *
   * @param scopes see {@link Carrier#scopes}
   * @return whether it was not there before, so that nothing calls it yet
   */
  static boolean define(Instrumentation instrumentation, BiFunction<String, Object, Object> scopes)
      throws IOException, ReflectiveOperationException {
    Class<?> there = existing();
    if (there != null) {
      there.getField("scopes").set(null, scopes);
      return false;
    }
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of(Executor.class.getPackageName(), Set.of(JdkCarrier.class.getModule())),
        Set.of(),
        Map.of());
    Class<?> carrier =
        MethodHandles.privateLookupIn(Executor.class, MethodHandles.lookup()).defineClass(copy());
    carrier.getField("scopes").set(null, scopes);
    return true;
  }

  private static Class<?> existing() {
    try {
      return Class.forName(NAME.replace('/', '.'), true, null);
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  private static byte[] copy() throws IOException {
    try (InputStream original =
        JdkCarrier.class.getClassLoader().getResourceAsStream(ORIGINAL + ".class")) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(original).accept(new Renamed(writer), 0);
      return writer.toByteArray();
    }
  }

  /** The class under the copy's name, open to all. */
  private static final class Renamed extends ClassVisitor {
    Renamed(ClassWriter writer) {
      super(API, writer);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] types) {
      super.visit(version, access | Opcodes.ACC_PUBLIC, NAME, signature, parent, types);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      return new MethodVisitor(
          API, super.visitMethod(access, name, descriptor, signature, thrown)) {
        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          super.visitFieldInsn(opcode, renamed(owner), field, type);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          super.visitMethodInsn(opcode, renamed(owner), method, type, isInterface);
        }
      };
    }

    private static String renamed(String owner) {
      return owner.equals(ORIGINAL) ? NAME : owner;
    }
  }
}
