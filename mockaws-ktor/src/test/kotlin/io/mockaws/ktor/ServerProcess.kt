package io.mockaws.ktor

import kotlin.io.path.Path

/** The program in a process of its own. */
internal object ServerProcess {
    /** @param kilobytes how long any file may become that it writes; null for as long as it likes */
    fun launch(vararg arguments: String, kilobytes: Int? = null): Process =
        start(listOf("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"), kilobytes, *arguments)

    /** @param classPath another version of it */
    fun start(
        options: List<String>,
        kilobytes: Int?,
        vararg arguments: String,
        classPath: String = System.getProperty("java.class.path"),
    ): Process {
        val java = Path(System.getProperty("java.home"), "bin", "java").toString()
        val program = listOf(java) + options + listOf("-cp", classPath, "io.mockaws.ktor.program.Main") + arguments
        // The shell counts in blocks of 512 bytes.
        val limited = kilobytes?.let { listOf("sh", "-c", "ulimit -f ${it * 2}; exec \"$@\"", "sh") + program } ?: program
        return ProcessBuilder(limited).redirectErrorStream(true).start()
    }

    /** The address of a server that is ready. */
    fun address(of: Process): String {
        val lines = of.inputStream.bufferedReader().lineSequence().takeWhile { !it.endsWith("Ready.") }.toList()
        return checkNotNull(lines.firstOrNull { "http://" in it }) { "No address: $lines" }.substringAfter("answers on ")
    }
}
