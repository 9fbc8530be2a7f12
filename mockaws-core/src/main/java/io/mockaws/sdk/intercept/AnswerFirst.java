package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Asks a static method of ours first, with all that the method was called with; unless that returns
 * null, its result is the method's.
 *
 * @param target our class with slashes
 * @param name our method, which takes {@code this} (of an instance method) and all parameters as
 *     {@code Object}s
 * @param parameters how many parameters the method has to have
 */
record AnswerFirst(String target, String name, int parameters) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    Type[] types = Type.getArgumentTypes(code.descriptor());
    Type result = Type.getReturnType(code.descriptor());
    if (types.length != parameters || result.getSort() != Type.OBJECT) {
      return null;
    }
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitCode() {
        super.visitCode();
        int slot = 0;
        int count = 0;
        if (!code.isStatic()) {
          super.visitVarInsn(Opcodes.ALOAD, slot++);
          count++;
        }
        for (Type type : types) {
          if (type.getSort() != Type.OBJECT) {
            throw new IllegalStateException("Only objects can be handed over: " + code);
          }
          super.visitVarInsn(Opcodes.ALOAD, slot++);
          count++;
        }
        String descriptor = "(" + "Ljava/lang/Object;".repeat(count) + ")Ljava/lang/Object;";
        super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, descriptor, false);
        org.objectweb.asm.Label go = new org.objectweb.asm.Label();
        super.visitInsn(Opcodes.DUP);
        super.visitJumpInsn(Opcodes.IFNULL, go);
        super.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        super.visitInsn(Opcodes.ARETURN);
        super.visitLabel(go);
        super.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
        super.visitInsn(Opcodes.POP);
        code.changed().run();
      }
    };
  }
}
