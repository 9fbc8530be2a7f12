package io.mockaws.services.ssm.parameter

import kotlinx.serialization.Serializable

@Serializable
internal data class ParameterStringFilter(
    val key: String,
    val option: String? = null,
    val values: List<String>? = null,
)

/**
 * Which parameters a list has: those that all filters let through, each by one of its values.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
internal class ParameterFilters(
    private val filters: List<ParameterStringFilter>,
    /** Whether they are those of GetParametersByPath, which knows fewer keys. */
    private val isByPath: Boolean,
) {
    init {
        val seen = HashSet<String>()
        filters.forEach { check(it, seen) }
    }

    private fun check(
        filter: ParameterStringFilter,
        seen: MutableSet<String>,
    ) {
        val key = filter.key
        val known = if (isByPath) byPath else described
        val isKnown = key.startsWith(TAG) || key in known || key == if (isByPath) LABEL else "DataType"
        if (!isKnown) {
            throw SsmFaults.invalidFilterKey(
                "The following filter key is not valid: $key. Valid filter keys include: [${known.joinToString()}].",
            )
        }
        if (filter.values.isNullOrEmpty() && !key.startsWith(TAG)) {
            throw SsmFaults.invalidFilterValue("The following filter values are missing : null for filter key $key.")
        }
        if (!seen.add(key)) {
            throw SsmFaults.invalidFilterKey(
                "The following filter is duplicated in the request: $key. A request can contain only one occurrence " +
                    "of a specific filter.",
            )
        }
        checkOption(key, filter.option)
        checkValues(key, filter.values.orEmpty())
    }

    private fun checkValues(
        key: String,
        values: List<String>,
    ) {
        if (key == PATH) values.forEach(::checkPath)
        val allowed = choices[key] ?: return
        values.firstOrNull { it !in allowed }?.let {
            throw SsmFaults.invalidFilterOption(
                "The following filter value is not valid: $it. Valid values include: [${allowed.joinToString()}].",
            )
        }
    }

    private fun checkPath(path: String) {
        val lower = path.lowercase()
        if (lower.startsWith("/aws") || lower.startsWith("/ssm")) throw SsmFaults.commonPath()
        if (!ParameterName.isPath(path)) throw SsmFaults.badPath()
    }

    private fun checkOption(
        key: String,
        option: String?,
    ) {
        if (option == null) return
        val allowed =
            when (key) {
                PATH -> listOf(RECURSIVE, ONE_LEVEL)
                NAME -> listOf(BEGINS_WITH, EQUALS, CONTAINS)
                LABEL -> listOf(EQUALS)
                else -> listOf(BEGINS_WITH, EQUALS)
            }
        if (option !in allowed) {
            val shown = if (key == NAME) listOf(BEGINS_WITH, EQUALS) else allowed
            throw SsmFaults.invalidFilterOption(
                "The following filter option is not valid: $option. Valid options include: [${shown.joinToString()}].",
            )
        }
    }

    fun admits(
        parameter: Parameter,
        version: ParameterVersion = parameter.latest,
    ): Boolean = filters.all { admits(parameter, version, it) }

    private fun admits(
        parameter: Parameter,
        version: ParameterVersion,
        filter: ParameterStringFilter,
    ): Boolean {
        val values = filter.values.orEmpty()
        val option = filter.option
        if (filter.key.startsWith(TAG)) {
            val tag = parameter.tags[filter.key.removePrefix(TAG)] ?: return false
            return values.isEmpty() || values.any { fits(tag, it, option) }
        }
        return when (filter.key) {
            NAME -> values.any { fitsName(parameter.name, it, option) }
            PATH -> values.any { isBelow(parameter.name, it, option == RECURSIVE) }
            TYPE -> values.any { fits(version.type, it, option) }
            "KeyId" -> version.keyId != null && values.any { fits(version.keyId, it, option) }
            "Tier" -> values.any { fits(version.tier, it, option) }
            "DataType" -> values.any { fits(version.dataType, it, option) }
            else -> values.any { it in version.labels }
        }
    }

    private fun fits(
        text: String,
        value: String,
        option: String?,
    ): Boolean = if (option == BEGINS_WITH) text.startsWith(value) else text == value

    /** With or without the slash at the beginning. */
    private fun fitsName(
        name: String,
        value: String,
        option: String?,
    ): Boolean {
        if (option == CONTAINS) return value in "/${name.removePrefix("/")}"
        return fits(name.removePrefix("/"), value.removePrefix("/"), option)
    }

    companion object {
        private const val TAG = "tag:"
        private const val NAME = "Name"
        private const val PATH = "Path"
        private const val TYPE = "Type"
        private const val LABEL = "Label"
        private const val BEGINS_WITH = "BeginsWith"
        private const val EQUALS = "Equals"
        private const val CONTAINS = "Contains"
        private const val RECURSIVE = "Recursive"
        private const val ONE_LEVEL = "OneLevel"

        /** As AWS names them; it takes one more. */
        private val described = listOf(PATH, NAME, TYPE, "KeyId", "Tier")
        private val byPath = listOf(TYPE, "KeyId")
        private val choices =
            mapOf(
                TYPE to listOf(Types.STRING, Types.STRING_LIST, Types.SECURE_STRING),
                "Tier" to listOf(Tiers.STANDARD, Tiers.ADVANCED, Tiers.INTELLIGENT),
            )

        /** Whether [name] is in the hierarchy [path]; directly, unless it [isRecursive]. */
        fun isBelow(
            name: String,
            path: String,
            isRecursive: Boolean,
        ): Boolean {
            val whole = "/${name.removePrefix("/")}"
            val above = path.removeSuffix("/") + "/"
            return whole.startsWith(above) && (isRecursive || whole.indexOf('/', above.length) < 0)
        }
    }
}
