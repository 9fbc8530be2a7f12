package io.mockaws.services.ssm.parameter

import io.mockaws.engine.Place
import io.mockaws.kit.Arn

/**
 * What a caller names a parameter by: its name or ARN, and maybe a version or a label behind a colon.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints
 */
internal class ParameterName private constructor(
    /** Without the selector. */
    val name: String,
    /** `3` or `prod`; null for the latest version. */
    val selector: String?,
    /** Where an ARN says that it is; null for where the call is made. */
    val place: Place?,
) {
    val key: String get() = keyOf(name)

    companion object {
        private const val RESOURCE = "parameter"
        private val path = Regex("(?:/[a-zA-Z0-9_.-]+)+")

        /** @throws io.mockaws.engine.AwsFault for what is no name */
        fun of(text: String): ParameterName {
            val arn = Arn.parse(text)?.takeIf { it.service == "ssm" && it.resource.startsWith("$RESOURCE/") }
            val whole = arn?.resource?.removePrefix(RESOURCE)?.let(::shortest) ?: text
            val name = whole.substringBefore(':')
            if (!isName(name)) throw SsmFaults.badName()
            val selector = if (':' in whole) whole.substringAfter(':') else null
            return ParameterName(name, selector, arn?.place)
        }

        /** `/x` and `x` are one parameter; it has its own spelling in the answer to who asks by either. */
        fun keyOf(name: String): String = shortest(name)

        private fun shortest(name: String): String =
            if (name.startsWith('/') && name.indexOf('/', 1) < 0) name.substring(1) else name

        /** What AWS says of a name that is put; null for one that it takes. */
        fun check(name: String) {
            val bare = name.removePrefix("/").lowercase()
            val levels = name.count { it == '/' }
            if (bare.startsWith("aws") || bare.startsWith("ssm")) {
                if (bare.startsWith("aws") && name.startsWith('/') && levels > 1) throw SsmFaults.reservedName(name)
                throw if (levels > 1) SsmFaults.badName() else SsmFaults.badPrefix()
            }
            if ('/' in name && !name.startsWith('/')) throw SsmFaults.notQualified()
            if (!isName(name)) throw SsmFaults.badName()
            if (levels > SsmLimits.LEVELS) throw SsmFaults.tooManyLevels()
        }

        /** Letters, digits, `_`, `.` and `-`, or parts of such with a slash before each. Every read asks it. */
        private fun isName(text: String): Boolean {
            val isPath = text.startsWith('/')
            for (i in text.indices) {
                val isRight =
                    if (text[i] == '/') isPath && i < text.lastIndex && text[i + 1] != '/' else isOfName(text[i])
                if (!isRight) return false
            }
            return text.isNotEmpty()
        }

        private fun isOfName(char: Char) =
            char in 'a'..'z' || char in 'A'..'Z' || char in '0'..'9' || char == '_' || char == '.' || char == '-'

        /** Whether [text] may be the path of a hierarchy. */
        fun isPath(text: String): Boolean = text == "/" || path.matches(text.removeSuffix("/"))

        fun arnOf(
            name: String,
            place: Place,
        ): String = Arn.of("ssm", place, "$RESOURCE/${name.removePrefix("/")}").toString()
    }
}
