import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ASM9;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kotlin.sequences.SequencesKt;
import kotlinx.validation.api.ClassBinarySignature;
import kotlinx.validation.api.KotlinSignaturesLoadingKt;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Makes the classes of mockaws-java: those of mockaws, and of the libraries that they reach, which
 * get names of ours. What is Kotlin's in our API becomes synthetic, which hides it from compilers
 * and editors.
 *
 * <p>{@code java -cp <what to take from> Relocation.java <folder of classes> <file>
 * Relocation.java}. The file says what was taken last time, and by what; when that is still the
 * same, there is nothing to do.
 */
public final class Relocation {
  private static final String OURS = "io/mockaws/";
  private static final String SHADED = "io/mockaws/shaded/";

  /** Interfaces without methods, on our own collections. */
  private static final String MARKERS = "kotlin/jvm/internal/markers/";

  /** What gets another name, by the beginning of its own. All else is the JDK's or the user's. */
  private static final List<String> MOVED =
      List.of(
          "kotlin/",
          "kotlinx/",
          "_COROUTINE/",
          "io/ktor/",
          "com/fasterxml/jackson/",
          "net/bytebuddy/",
          "org/objectweb/asm/",
          "org/pcollections/",
          "org/slf4j/",
          "org/snakeyaml/",
          "software/amazon/eventstream/");

  private static final String SERVICES = "META-INF/services/";

  /** What Maven puts beside the classes. */
  private static final Set<String> KEPT =
      Set.of("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY");

  /**
   * What has no place here: answers for the SDK for Kotlin, the server as a program, and in Ktor
   * applications.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "io/mockaws/sdk/kotlin/",
          "io/mockaws/ktor/program/",
          "io/mockaws/ktor/plugin/",
          "io/mockaws/ktor/MockAwsPlugin");

  /** Public, and of no use without Kotlin. */
  private static final List<String> KOTLINS_OWN =
      List.of(
          "io/mockaws/wire/",
          "io/mockaws/server/",
          "io/mockaws/ktor/",
          "io/mockaws/sdk/kotlin/",
          "io/mockaws/MockAwsTemplate",
          "io/mockaws/TestFramework");

  /** What tells a Kotlin compiler of Kotlin, which these classes are no longer. */
  private static final Set<String> DROPPED =
      Set.of(
          "Lkotlin/Metadata;",
          "Lkotlin/jvm/internal/SourceDebugExtension;",
          "Lkotlin/coroutines/jvm/internal/DebugMetadata;");

  /** A string that is the name of a class. */
  private static final Pattern NAME =
      Pattern.compile("[a-z_]\\w*([./])([a-z]\\w*\\1)*[A-Z]\\w*(\\$\\w+)*");

  private static final Pattern LISTED =
      Pattern.compile(".*? (?:class (\\S+)|(?:fun|field) (\\S+) (\\S+)).*");

  private final Path output;
  private final Map<String, byte[]> classes = new TreeMap<>();
  private final Map<String, byte[]> resources = new TreeMap<>();
  private final Set<String> agreed = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final Queue<String> todo = new ConcurrentLinkedQueue<>();

  private Relocation(Path output) {
    this.output = output;
  }

  public static void main(String[] arguments) throws IOException {
    Relocation relocation = new Relocation(Path.of(arguments[0]));
    List<Path> from =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    Path stamp = Path.of(arguments[1]);
    List<Path> all = Stream.concat(from.stream(), Stream.of(Path.of(arguments[2]))).toList();
    String state = state(all);
    if (Files.exists(stamp) && Files.readString(stamp).equals(state)) {
      return;
    }
    Files.deleteIfExists(stamp);
    for (Path made : files(relocation.output)) {
      if (!isWanted(nameIn(relocation.output, made), true)) {
        Files.delete(made);
      }
    }
    for (Path entry : from) {
      relocation.read(entry);
    }
    relocation.run();
    Files.writeString(stamp, state(all));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String nameIn(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** What the result depends on; the output counts as it is, too, so that a cleaned one is seen. */
  private static String state(List<Path> from) throws IOException {
    StringBuilder state = new StringBuilder();
    for (Path entry : from) {
      for (Path file : files(entry)) {
        state.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
    }
    return state.toString();
  }

  private void read(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      readAll(entry, entry.equals(output));
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(entry)) {
        readAll(jar.getPath("/"), false);
      }
    }
  }

  private void readAll(Path root, boolean isOutput) throws IOException {
    for (Path file : files(root)) {
      String name = nameIn(root, file);
      if (isWanted(name, isOutput) && name.endsWith(".class")) {
        classes.putIfAbsent(name.substring(0, name.length() - 6), Files.readAllBytes(file));
      } else if (isWanted(name, isOutput)) {
        resources.putIfAbsent(name, Files.readAllBytes(file));
      }
    }
  }

  private static boolean isWanted(String name, boolean isOutput) {
    if (isOutput) {
      return name.startsWith(LEFT_OUT.get(0)) || KEPT.contains(name);
    }
    return name.startsWith(SERVICES)
        || name.startsWith(OURS) && !startsWithAny(name, LEFT_OUT)
        || name.startsWith("software/amazon/awssdk/global/handlers/")
        || name.endsWith(".class") && startsWithAny(name, MOVED);
  }

  private void run() throws IOException {
    readApi();
    hide();
    classes.keySet().stream().filter(type -> type.startsWith(OURS)).forEach(this::reach);
    while (!todo.isEmpty()) {
      List<String> now = List.copyOf(todo);
      todo.clear();
      now.parallelStream()
          .filter(type -> classes.get(type) != null && !startsWithAny(type, LEFT_OUT))
          .forEach(type -> write(moved(type) + ".class", relocated(classes.get(type))));
      resources.forEach(this::reachProviders);
    }
    for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
      writeResource(resource.getKey(), resource.getValue());
    }
  }

  /** The names of what is public by Kotlin's rules, as classes, and as members with their class. */
  private void readApi() {
    Stream<InputStream> ours =
        classes.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(OURS))
            .map(entry -> new ByteArrayInputStream(entry.getValue()));
    List<ClassBinarySignature> all =
        KotlinSignaturesLoadingKt.loadApiFromJvmClasses(
            SequencesKt.asSequence(ours.iterator()), name -> true);
    String dump =
        KotlinSignaturesLoadingKt.dump(
                KotlinSignaturesLoadingKt.filterOutNonPublic(all, List.of(), List.of()),
                new StringBuilder())
            .toString();
    String type = "";
    for (String line : dump.lines().toList()) {
      Matcher listed = LISTED.matcher(line);
      if (listed.matches()) {
        boolean isClass = listed.group(1) != null;
        type = isClass ? listed.group(1) : type;
        agreed.add(isClass ? type : type + " " + listed.group(2) + listed.group(3));
      }
    }
  }

  private void hide() {
    classes.forEach(
        (type, bytes) -> {
          if (type.startsWith(OURS) && isKotlins(type, bytes)) {
            hidden.add(type);
          }
        });
  }

  private boolean isKotlins(String type, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    return !agreed.contains(type)
        || startsWithAny(type, KOTLINS_OWN)
        || isMoved(reader.getSuperName())
        || Stream.of(reader.getInterfaces()).anyMatch(Relocation::isMoved);
  }

  private static boolean isMoved(String type) {
    return startsWithAny(type, MOVED) && !type.startsWith(MARKERS);
  }

  private static boolean startsWithAny(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }

  private void reach(String type) {
    if (classes.containsKey(type) && reached.add(type)) {
      todo.add(type);
    }
  }

  private static String moved(String type) {
    return startsWithAny(type, MOVED) ? SHADED + type : type;
  }

  private byte[] relocated(byte[] original) {
    ClassWriter writer = new ClassWriter(0);
    Remapper remapper =
        new Remapper(ASM9) {
          @Override
          public String map(String type) {
            reach(type);
            return moved(type);
          }

          @Override
          public Object mapValue(Object value) {
            return value instanceof String text ? mapText(text) : super.mapValue(value);
          }
        };
    new ClassReader(original).accept(new Hiding(new ClassRemapper(writer, remapper)), 0);
    return writer.toByteArray();
  }

  private String mapText(String text) {
    if (!NAME.matcher(text).matches()) {
      return text;
    }
    String type = text.replace('.', '/');
    reach(type);
    return text.contains("/") ? moved(type) : moved(type).replace('/', '.');
  }

  /** Reads names as they were. */
  private final class Hiding extends ClassVisitor {
    private String type;

    Hiding(ClassVisitor next) {
      super(ASM9, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] faces) {
      type = name;
      String[] kept =
          Stream.of(faces).filter(face -> !face.startsWith(MARKERS)).toArray(String[]::new);
      super.visit(version, flags(name, access), name, withoutMarkers(signature), parent, kept);
    }

    private static String withoutMarkers(String signature) {
      return signature == null ? null : signature.replaceAll("L" + MARKERS + "\\w+;", "");
    }

    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {
      super.visitInnerClass(name, outer, inner, flags(name, access));
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return super.visitField(
          memberFlags(access, name, descriptor), name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      return super.visitMethod(
          memberFlags(access, name, descriptor), name, descriptor, signature, thrown);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean isVisible) {
      return DROPPED.contains(descriptor) ? null : super.visitAnnotation(descriptor, isVisible);
    }

    private int memberFlags(int access, String name, String descriptor) {
      boolean isOpen = (access & (ACC_PUBLIC | ACC_PROTECTED)) != 0;
      boolean isOurs = type.startsWith(OURS) && !isHidden(type);
      boolean isListed = agreed.contains(type + " " + name + descriptor);
      boolean isShown = isListed && !tellsOfHidden(descriptor);
      return isOpen && isOurs && !isShown ? access | ACC_SYNTHETIC : access;
    }

    private boolean tellsOfHidden(String descriptor) {
      Matcher types = Pattern.compile("L([^;]+);").matcher(descriptor);
      return types.results().anyMatch(found -> isHidden(found.group(1)));
    }

    private int flags(String name, int access) {
      return isHidden(name) ? access | ACC_SYNTHETIC : access;
    }

    private boolean isHidden(String name) {
      return hidden.contains(name) || startsWithAny(name, MOVED);
    }
  }

  private void reachProviders(String resource, byte[] content) {
    if (resource.startsWith(SERVICES) && reached.contains(service(resource).replace('.', '/'))) {
      providers(content).forEach(provider -> reach(provider.replace('.', '/')));
    }
  }

  private static String service(String resource) {
    return resource.substring(SERVICES.length());
  }

  private static Stream<String> providers(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll("#.*", "").strip())
        .filter(line -> !line.isEmpty());
  }

  private void writeResource(String name, byte[] content) {
    if (!name.startsWith(SERVICES)) {
      write(name, content);
    } else if (reached.contains(service(name).replace('.', '/'))) {
      String there = String.join("\n", providers(content).map(this::mapText).toList());
      write(SERVICES + mapText(service(name)), there.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(String name, byte[] content) {
    Path file = output.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
