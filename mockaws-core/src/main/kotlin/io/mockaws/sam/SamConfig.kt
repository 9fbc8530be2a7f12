package io.mockaws.sam

import java.nio.file.Path
import kotlin.io.path.isRegularFile
import kotlin.io.path.readLines

/**
 * What `samconfig.toml` says of a deployment: values of parameters and the name of the stack. Of TOML it reads
 * sections, texts and
 * lists of texts, which is what the tool writes.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
internal class SamConfig private constructor(
    private val values: Map<String, List<String>>,
) {
    val stackName: String? get() = SECTIONS.firstNotNullOfOrNull { values["$it.stack_name"]?.singleOrNull() }

    val parameters: Map<String, String>
        get() = SECTIONS.firstNotNullOfOrNull { values["$it.parameter_overrides"] }?.let(::overrides).orEmpty()

    companion object {
        private val SECTIONS =
            listOf("local_start_api", "deploy", "global").map { "default.$it.parameters" }
        private val SECTION = Regex("""\s*\[([^\[\]]+)]\s*(#.*)?""")
        private val ENTRY = Regex("""\s*"?([A-Za-z0-9_-]+)"?\s*=\s*(.*)""")
        private val TEXT = Regex(""""((?:[^"\\]|\\.)*)"|'([^']*)'""")
        private val OVERRIDE =
            Regex("""(?:ParameterKey=)?([A-Za-z0-9]+)(?:=|,ParameterValue=)("(?:[^"\\]|\\.)*"|'[^']*'|\S*)""")

        fun read(file: Path): SamConfig {
            val values = LinkedHashMap<String, List<String>>()
            if (!file.isRegularFile()) return SamConfig(values)
            var section = ""
            val lines = file.readLines().iterator()
            while (lines.hasNext()) {
                val line = lines.next()
                SECTION.matchEntire(line)?.let { section = it.groupValues[1].replace(" ", "") }
                val (name, start) = ENTRY.matchEntire(line)?.destructured ?: continue
                var text = start
                if (text.startsWith("[")) while (']' !in TEXT.replace(text, "") && lines.hasNext()) text += lines.next()
                values["$section.$name"] = TEXT.findAll(text).map { unescaped(it) }.toList()
            }
            return SamConfig(values)
        }

        private fun unescaped(found: MatchResult) =
            found.groups[2]?.value ?: found.groupValues[1].replace("\\\"", "\"").replace("\\\\", "\\")

        /**
         * Values as the tool takes them: `Stage=test Name="two words"`, or `ParameterKey=Stage,ParameterValue=test`.
         */
        fun overrides(given: List<String>): Map<String, String> =
            given.flatMap { OVERRIDE.findAll(it) }.associate { found ->
                val value = found.groupValues[2]
                val isQuoted = value.length > 1 && value.first() in "\"'" && value.last() == value.first()
                found.groupValues[1] to
                    if (isQuoted) value.substring(1, value.length - 1).replace("\\\"", "\"") else value
            }
    }
}
