package io.mockaws.kit

/** AWS's regions, as they were in August 2026. */
internal object Regions {
    class Region(
        val id: String,
        val longName: String,
        /** Two letters. */
        val country: String,
        val partOfCountry: String,
        /** Ids of its Availability Zones. */
        val zones: List<String>,
    ) {
        /** Names of its Availability Zones and their ids: `us-east-1a` is `use1-az1` for everybody here. */
        val zoneNames: Map<String, String> =
            zones.associateBy { zone -> id + ('a' + zone.substringAfter("-az").toInt() - 1) }
    }

    val all: List<Region> by lazy {
        val text = checkNotNull(Regions::class.java.getResource("/io/mockaws/kit/regions.tsv")).readText()
        text.lines().filter { it.isNotEmpty() && !it.startsWith('#') }.map { line ->
            val fields = line.split('\t')
            Region(fields[0], fields[1], fields[2], fields[3], fields[4].split(' ').filter { it.isNotEmpty() })
        }
    }

    private val byId by lazy { all.associateBy { it.id } }

    /** The region [id]; null where AWS has none of that name. */
    fun named(id: String): Region? = byId[id]
}
