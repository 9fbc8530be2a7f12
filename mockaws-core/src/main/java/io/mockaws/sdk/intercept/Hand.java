package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has a static method of ours look at, or exchange, the first parameter of a method, before the
 * method does anything.
 *
 * @param type the parameter's type with slashes
 * @param target our class with slashes
 * @param name our method: takes and returns the parameter, as its type or as an {@code Object}
 */
record Hand(String type, String target, String name) implements Hook.Kind {
  private static final String RUNNABLE = "java/lang/Runnable";

  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    Type[] types = Type.getArgumentTypes(code.descriptor());
    if (types.length == 0 || !types[0].getDescriptor().equals("L" + type + ";")) {
      return null;
    }
    int slot = code.isStatic() ? 0 : 1;
    String of = type.equals(RUNNABLE) ? type : "java/lang/Object";
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitCode() {
        super.visitCode();
        super.visitVarInsn(Opcodes.ALOAD, slot);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, target, name, "(L" + of + ";)L" + of + ";", false);
        if (!of.equals(type)) {
          super.visitTypeInsn(Opcodes.CHECKCAST, type);
        }
        super.visitVarInsn(Opcodes.ASTORE, slot);
        code.changed().run();
      }
    };
  }
}
