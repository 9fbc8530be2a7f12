package io.mockaws.shapes

/** What one service does of what AWS has. */
internal class Coverage(
    private val service: String,
    private val operations: Set<String>,
    /** Those that are answered by rules from the model. */
    private val derived: Set<String>,
    private val done: List<Done>,
) {
    class Done(
        val operation: String,
        val inputMembers: Int,
        val inputMissing: Set<String>,
        val outputMembers: Int,
        val outputMissing: Set<String>,
    )

    private fun section() =
        buildString {
            val missing = operations - done.map { it.operation }.toSet() - derived
            appendLine("## $service")
            appendLine()
            appendLine("${done.size} of ${operations.size} operations.")
            appendLine()
            appendLine("| operation | input members | not read (reported as not honoured) | output members | not answered |")
            appendLine("|---|---|---|---|---|")
            for (it in done) {
                val read = "${it.inputMembers} of ${it.inputMembers + it.inputMissing.size}"
                val answered = "${it.outputMembers} of ${it.outputMembers + it.outputMissing.size}"
                appendLine("| ${it.operation} | $read | ${list(it.inputMissing)} | $answered | ${list(it.outputMissing)} |")
            }
            appendLine()
            if (derived.isNotEmpty()) {
                appendLine("Derived from the model: ${list(derived)}.")
                appendLine()
            }
            appendLine("Answer 501 `NotImplemented`: ${list(missing).ifEmpty { "none" }}.")
        }

    private fun list(names: Set<String>) = names.joinToString(", ") { "`${it.removePrefix("input.").removePrefix("output.")}`" }

    companion object {
        fun page(services: List<Coverage>): String =
            buildString {
                appendLine("# Coverage")
                appendLine()
                appendLine("Written by `ShapeCheckTest` from the services' own tables and the metadata of the AWS SDK for Java v2.")
                appendLine("Members of nested structures have their path.")
                for (service in services) {
                    appendLine()
                    append(service.section())
                }
            }
    }
}
