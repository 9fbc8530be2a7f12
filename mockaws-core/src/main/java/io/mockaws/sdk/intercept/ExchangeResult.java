package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has a static method of ours exchange what a static method returns for another of its kind.
 *
 * @param first the type with slashes that the first parameter has to have
 * @param target our class with slashes
 * @param name our method, which takes the result and returns what is returned in its place
 */
record ExchangeResult(String first, String target, String name) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    Type[] types = Type.getArgumentTypes(code.descriptor());
    if (!code.isStatic() || types.length == 0 || !types[0].getInternalName().equals(first)) {
      return null;
    }
    String result = Type.getReturnType(code.descriptor()).getDescriptor();
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          String descriptor = "(" + result + ")" + result;
          super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, descriptor, false);
          code.changed().run();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
