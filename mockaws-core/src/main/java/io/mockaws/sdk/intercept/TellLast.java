package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells a static method of ours of the new object, when a constructor has made it.
 *
 * @param target our class with slashes
 * @param name our method, which takes the object
 */
record TellLast(String target, String name) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, "(Ljava/lang/Object;)V", false);
          code.changed().run();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
