package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Sends what a method does with something else through a static method of ours, which gets the
 * call's context as one more argument: the value of a field that was just read ({@code field} is
 * its type), or a call ({@code callOwner}, {@code callName}, {@code callDescriptor}), which ours is
 * made in place of.
 *
 * @param context the type of the context with slashes: a parameter of the method, or a field called
 *     {@code context}; null where the method knows none, and ours gets none
 * @param source what is looked for: a field's type, or a method's {@code
 *     owner.name(parameters)result}
 * @param target our class with slashes
 * @param name our method: takes what is there, then the context, and leaves the same kind of thing
 */
record Divert(String context, String source, String target, String name) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    String contextType = context == null ? "" : "L" + context + ";";
    int slot = slotOf(contextType, code);
    if (context != null && slot < 0 && code.isStatic()) {
      return null;
    }
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String type) {
        super.visitFieldInsn(opcode, owner, field, type);
        if (opcode == Opcodes.GETFIELD && owner.equals(code.owner()) && type.equals(source)) {
          call("(" + type, type);
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String method, String descriptor, boolean isInterface) {
        if (!source.equals(owner + "." + method + descriptor)) {
          super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
          return;
        }
        int end = descriptor.indexOf(')');
        call("(L" + owner + ";" + descriptor.substring(1, end), descriptor.substring(end + 1));
      }

      private void call(String before, String result) {
        if (slot >= 0) {
          super.visitVarInsn(Opcodes.ALOAD, slot);
        } else if (context != null) {
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitFieldInsn(Opcodes.GETFIELD, code.owner(), "context", contextType);
        }
        String descriptor = before + contextType + ")" + result;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, descriptor, false);
        code.changed().run();
      }
    };
  }

  private static int slotOf(String type, Hook.Code code) {
    int slot = code.isStatic() ? 0 : 1;
    for (Type parameter : Type.getArgumentTypes(code.descriptor())) {
      if (parameter.getDescriptor().equals(type)) {
        return slot;
      }
      slot += parameter.getSize();
    }
    return -1;
  }
}
