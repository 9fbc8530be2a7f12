package io.mockaws

import java.nio.file.Path
import kotlin.io.path.absolutePathString
import kotlin.reflect.KClass

/** Programs on the class path of the tests, each in a JVM of its own. */
internal object OtherJvm {
    /** Without it a JVM from 21 on warns of any agent that is attached. */
    const val MAY_ATTACH: String = "-XX:+EnableDynamicAgentLoading"

    /**
     * All that [program] prints; it has to end well. The environment has nothing of AWS's but what is in [environment].
     *
     * @param program an object with a `main`
     */
    fun run(
        program: KClass<*>,
        vararg flags: String,
        argument: String = "",
        environment: Map<String, String> = emptyMap(),
    ): String {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").absolutePathString()
        val classPath = System.getProperty("java.class.path")
        val builder = ProcessBuilder(listOf(java, *flags, "-cp", classPath, program.java.name, argument))
        builder.redirectErrorStream(true)
        builder.environment().keys.removeIf { it.startsWith("AWS_") || it == "JAVA_TOOL_OPTIONS" }
        builder.environment() += environment
        val process = builder.start()
        val output = process.inputStream.reader().readText()
        if (process.waitFor() != 0) throw AssertionError(output)
        return output
    }
}
