package io.mockaws.sdk.intercept;

import io.mockaws.engine.ForeignClasses;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts the {@link Hooks} into the SDKs' classes, as they are loaded or again when they are there
 * already.
 */
final class Weaver implements ClassFileTransformer {
  private static final int API = Opcodes.ASM9;

  private final Map<String, List<Hook>> hooks = new HashMap<>();

  /** For what is needed and was not found yet, the hooks that were not looked for yet. */
  private final Map<String, Set<Hook>> open = new HashMap<>();

  private final BiConsumer<String, Throwable> problems;
  private final boolean isForJdk;

  /**
   * @param isForJdk whether the classes are the JDK's own, which see nothing of ours but the copy
   *     of {@link Carrier}
   * @param problems told of what cannot be done: in words, and with its cause or null
   */
  Weaver(List<Hook> hooks, boolean isForJdk, BiConsumer<String, Throwable> problems) {
    this.isForJdk = isForJdk;
    for (Hook hook : hooks) {
      this.hooks.computeIfAbsent(hook.owner(), owner -> new ArrayList<>()).add(hook);
      open.computeIfAbsent(hook.need(), need -> new HashSet<>()).add(hook);
    }
    this.problems = problems;
  }

  /** Whether {@code type} is one of those that hooks are for. */
  boolean wants(Class<?> type) {
    return hooks.containsKey(type.getName().replace('.', '/')) && seesUs(type.getClassLoader());
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    List<Hook> here = name == null ? null : hooks.get(name);
    if (here == null) {
      return null;
    }
    try {
      if (!seesUs(loader)) {
        return null;
      }
      return weave(name, here, classFile);
    } catch (RuntimeException | LinkageError failure) {
      problems.accept("mockaws cannot intercept " + name.replace('/', '.'), failure);
      return null;
    }
  }

  private byte[] weave(String name, List<Hook> here, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Set<Hook> missing = new HashSet<>(here);
    reader.accept(
        new ClassVisitor(API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            MethodVisitor code = super.visitMethod(access, method, descriptor, signature, thrown);
            for (Hook hook : here) {
              if (hook.method().equals(method)) {
                boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
                Runnable changed = () -> missing.remove(hook);
                MethodVisitor woven =
                    hook.kind().into(code, new Hook.Code(API, name, isStatic, descriptor, changed));
                code = woven == null ? code : woven;
              }
            }
            return code;
          }
        },
        0);
    for (Hook hook : here) {
      if (isUnknown(hook, !missing.contains(hook))) {
        problems.accept(
            "mockaws does not know this version of "
                + name.replace('/', '.')
                + ": no "
                + hook.kind()
                + " in "
                + hook.method()
                + "(). See README.md for the versions that are tested",
            null);
      }
    }
    return writer.toByteArray();
  }

  /** Whether with {@code hook} the last place was looked at, and what it is for is in none. */
  private synchronized boolean isUnknown(Hook hook, boolean isFound) {
    if (isFound) {
      open.remove(hook.need());
      return false;
    }
    Set<Hook> others = open.get(hook.need());
    return others != null && others.remove(hook) && others.isEmpty();
  }

  /**
   * An SDK that another class loader brought than the tests', say an application server's, cannot
   * call us. One that a function of Lambda has brought could, but what it would call is of another
   * SDK.
   */
  private boolean seesUs(ClassLoader loader) {
    if (loader instanceof ForeignClasses) {
      return false;
    }
    return isForJdk || loader == null ? isForJdk && loader == null : isSeenFrom(loader);
  }

  /** Whether classes that {@code loader} loads can call us. */
  static boolean isSeenFrom(ClassLoader loader) {
    try {
      return loader.loadClass(Weaver.class.getName()) == Weaver.class;
    } catch (ClassNotFoundException notThere) {
      return false;
    }
  }
}
