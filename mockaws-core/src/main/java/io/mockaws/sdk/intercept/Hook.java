package io.mockaws.sdk.intercept;

import org.objectweb.asm.MethodVisitor;

/**
 * One change to one method of an SDK. A method that no hook of a class finds is reported: then the
 * SDK is of a version that mockaws does not know.
 *
 * @param owner the class with slashes: {@code software/amazon/awssdk/...}
 * @param method the method's name; every overload that {@code kind} has something to do in is
 *     changed
 * @param kind what is done to it
 * @param need what it is for, where versions of the SDK differ: of the hooks that share it one has
 *     to be found
 */
record Hook(String owner, String method, Kind kind, String need) {
  /** A hook that is found in every version. */
  Hook(String owner, String method, Kind kind) {
    this(owner, method, kind, owner + "." + method + " " + kind);
  }

  /** What a hook does to a method's code. */
  interface Kind {
    /**
     * @param next what writes the method's code
     * @param code the method that is changed
     * @return what reads the method's old code, or null when the hook has nothing to do in this
     *     method
     */
    MethodVisitor into(MethodVisitor next, Code code);
  }

  /**
   * A method that is changed.
   *
   * @param api the version of ASM's interfaces
   * @param owner its class with slashes
   * @param isStatic whether it has no {@code this}
   * @param descriptor its parameters and result as the JVM writes them
   * @param changed to be called for every change that was made
   */
  record Code(int api, String owner, boolean isStatic, String descriptor, Runnable changed) {}
}
