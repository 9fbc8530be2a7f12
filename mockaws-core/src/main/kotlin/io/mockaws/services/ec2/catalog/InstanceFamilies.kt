package io.mockaws.services.ec2.catalog

/** A size of a family: how many vCPUs, cores and MiB it has. */
internal class FamilySize(
    val name: String,
    val vcpus: Int,
    val cores: Int?,
    val memory: Int,
) {
    val isMetal: Boolean get() = name.startsWith("metal")
}

/** Types of instances that differ in size alone, as `instance-families.tsv` has them. */
internal class InstanceFamily(
    val name: String,
    val manufacturer: String?,
    val architectures: List<String>,
    val clock: Double?,
    val threads: Int?,
    val hypervisor: String?,
    /** Names of profiles. */
    val network: String,
    val interfaces: String,
    val ebs: String,
    private val flags: Map<String, String>,
    val sizes: Map<String, FamilySize>,
    /** Sizes of which nothing is known but that they are. */
    val bareNames: Set<String>,
) {
    /** What is written of [flag]; null where the family is as most are. */
    fun flag(flag: String): String? = flags[flag]

    /** Whether [flag] is so: written, denied by `no-`, or else [usually]. */
    fun isSo(
        flag: String,
        usually: Boolean,
    ): Boolean = if ("no-$flag" in flags) false else flag in flags || usually
}

/** A graphics processor, and how many a size has. */
internal class FamilyGpu(
    val manufacturer: String,
    val name: String,
    val memory: Int,
    val counts: Map<String, Int>,
)

/** Local disks of a family: for each size how many of how many GB, and of which type. */
internal class FamilyDisks(
    val nvme: String,
    val encryption: String,
    val bySize: Map<String, List<Triple<Int, Int, String>>>,
)

/** The table of families, read once for the JVM. */
internal class FamilyTable private constructor(
    lines: List<List<String>>,
) {
    private val profiles: Map<String, Map<String, String>> =
        lines.filter { it[0] in PROFILES }.associate { (kind, name, values) -> "$kind $name" to bySize(values) }

    val families: Map<String, InstanceFamily> =
        lines.filter { it[0] == "family" }.map(::family).associateBy { it.name }

    val disks: Map<String, FamilyDisks> =
        lines.filter { it[0] == "disks" }.associate { (_, name, nvme, encryption, values) ->
            name to FamilyDisks(nvme, encryption, bySize(values).mapValues { (_, text) -> text.split('+').map(::disk) })
        }

    val gpus: Map<String, FamilyGpu> =
        lines.filter { it[0] == "gpus" }.associate { (_, family, gpu, values) ->
            val (maker, name, memory) = gpu.split('|')
            family to FamilyGpu(maker, name, memory.toInt(), bySize(values).mapValues { it.value.toInt() })
        }

    /** What a profile says of [size]; null for nothing. */
    fun profile(
        kind: String,
        name: String,
        size: String,
    ): String? = profiles["$kind $name"]?.get(size)

    private fun disk(text: String): Triple<Int, Int, String> {
        val (count, size) = text.removeSuffix("hdd").split('x')
        return Triple(count.toInt(), size.toInt(), if (text.endsWith("hdd")) "hdd" else "ssd")
    }

    /** `medium large: Low; xlarge: High`. */
    private fun bySize(text: String): Map<String, String> =
        text.split("; ").flatMap { run ->
            val (sizes, value) = run.split(": ", limit = 2)
            sizes.split(' ').map { it to value }
        }.toMap()

    private fun family(fields: List<String>): InstanceFamily {
        if (fields.size == NAME_ONLY) return bare(fields[1], fields[2])
        val threads = fields[5].toIntOrNull()
        val ratio = fields[6].toDouble() * MIB
        val (bare, known) = fields[12].split(' ').partition { it.endsWith('?') }
        val sizes = known.map { size(it, threads, ratio) }
        val flags = fields[11].split(' ').filter { it != "-" }.associate {
            it.substringBefore('=') to
                it.substringAfter('=', "")
        }
        return InstanceFamily(
            fields[1],
            fields[2].takeIf { it != "-" },
            fields[3].split(','),
            fields[4].toDoubleOrNull(),
            threads,
            fields[7].takeIf { it == "nitro" || it == "xen" },
            fields[8],
            fields[9],
            fields[10],
            flags,
            sizes.associateBy { it.name },
            bare.mapTo(LinkedHashSet()) { it.removeSuffix("?") },
        )
    }

    private fun bare(
        name: String,
        sizes: String,
    ) = InstanceFamily(
        name, null, emptyList(), null, null, null, "", "", "", emptyMap(), emptyMap(), sizes.split(' ').toSet(),
    )

    private fun size(
        text: String,
        threads: Int?,
        ratio: Double,
    ): FamilySize {
        val (name, vcpus, memory, cores) = checkNotNull(SIZE.matchEntire(text)) { text }.destructured
        val count = vcpus.toIntOrNull() ?: usual(name)
        return FamilySize(
            name,
            count,
            cores.toIntOrNull() ?: threads?.let { count / it },
            memory.toIntOrNull() ?: Math.round(count * ratio).toInt(),
        )
    }

    /** A metal size says how many xlarge it is, and so has 4 vCPUs for each, as those have. */
    private fun usual(size: String): Int =
        when (size) {
            "medium" -> 1
            "large" -> 2
            "xlarge" -> PER_XLARGE
            else -> PER_XLARGE * size.removePrefix("metal-").removeSuffix("xlarge").removeSuffix("xl").toInt()
        }

    companion object {
        private const val MIB = 1024
        private const val PER_XLARGE = 4
        private const val NAME_ONLY = 3
        private val PROFILES = setOf("network", "interfaces", "ebs")
        private val SIZE = Regex("([a-z0-9-]+)(?::?(\\d+)?)(?:/(\\d+))?(?:\\*(\\d+))?")

        val all: FamilyTable by lazy {
            val text = checkNotNull(
                FamilyTable::class.java.getResource("/io/mockaws/services/ec2/instance-families.tsv")
            ).readText()
            FamilyTable(text.lines().filter { it.isNotEmpty() && !it.startsWith('#') }.map { it.split('\t') })
        }
    }
}
