package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells static methods of ours that a method of an object begins and ends; both take the object.
 * The end is told where the method returns, so it must not throw.
 *
 * @param target our class with slashes
 * @param first our method for the beginning
 * @param last our method for the end, or null to hear of the beginning only
 */
record TellAround(String target, String first, String last) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    if (code.isStatic()) {
      return null;
    }
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitCode() {
        super.visitCode();
        tell(first);
        code.changed().run();
      }

      @Override
      public void visitInsn(int opcode) {
        if (last != null && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          tell(last);
        }
        super.visitInsn(opcode);
      }

      private void tell(String name) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, "(Ljava/lang/Object;)V", false);
      }
    };
  }
}
