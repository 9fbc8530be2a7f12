package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has a static method of ours exchange a parameter for another of its kind, before the method does
 * anything.
 *
 * @param first the type with slashes that the first parameter of a static method has to have
 * @param type the type with slashes of the parameter, which may be the first
 * @param target our class with slashes
 * @param name our method, which takes the parameter and returns what is used in its place
 */
record Exchange(String first, String type, String target, String name) implements Hook.Kind {
  @Override
  public MethodVisitor into(MethodVisitor next, Hook.Code code) {
    Type[] types = Type.getArgumentTypes(code.descriptor());
    int slot = slotOf(types);
    if (!code.isStatic() || slot < 0 || !types[0].getInternalName().equals(first)) {
      return null;
    }
    return new MethodVisitor(code.api(), next) {
      @Override
      public void visitCode() {
        super.visitCode();
        String descriptor = "(L" + type + ";)L" + type + ";";
        super.visitVarInsn(Opcodes.ALOAD, slot);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, descriptor, false);
        super.visitVarInsn(Opcodes.ASTORE, slot);
        code.changed().run();
      }
    };
  }

  private int slotOf(Type[] parameters) {
    int slot = 0;
    for (Type parameter : parameters) {
      if (parameter.getDescriptor().equals("L" + type + ";")) {
        return slot;
      }
      slot += parameter.getSize();
    }
    return -1;
  }
}
