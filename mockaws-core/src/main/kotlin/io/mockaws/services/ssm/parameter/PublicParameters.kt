package io.mockaws.services.ssm.parameter

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.kit.PublicImages
import io.mockaws.kit.Regions
import io.mockaws.model.Models
import java.util.SortedMap
import java.util.TreeMap
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Instant

/**
 * What AWS itself keeps in Parameter Store: the latest images, regions and services. Ids of images are made up, the same
 * for the same name in the same region; no other fact is.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
internal object PublicParameters {
    /** What their names begin with. */
    const val ROOT: String = "/aws/service/"
    private const val INFRASTRUCTURE = "${ROOT}global-infrastructure/"
    private val modified = Instant.parse("2026-01-01T00:00:00Z")
    private val byRegion = ConcurrentHashMap<String, SortedMap<String, Parameter>>()

    /** All of [region] by name. */
    fun all(region: String): SortedMap<String, Parameter> = byRegion.computeIfAbsent(region, ::make)

    fun arnOf(
        name: String,
        region: String,
    ): String = Arn.of("ssm", Place("", region), "parameter$name").toString()

    private fun make(region: String): SortedMap<String, Parameter> {
        val all = TreeMap<String, Parameter>()

        fun put(
            name: String,
            value: String,
        ) {
            val version = ParameterVersion(1, Types.STRING, value, modified, "")
            all[name] = Parameter(name, listOf(version))
        }
        for (name in PublicImages.parameters) put(name, PublicImages.id(name, region))
        for (name in PublicImages.ecsParameters) {
            val id = PublicImages.id(name, region)
            put("$name/recommended", """{"image_id":"$id","schema_version":1}""")
            put("$name/recommended/image_id", id)
        }
        for (service in Models.index) put("${INFRASTRUCTURE}services/${service.name}", service.name)
        for (known in Regions.all) putRegion(known) { name, value -> put(name, value) }
        return all
    }

    private fun putRegion(
        region: Regions.Region,
        put: (String, String) -> Unit,
    ) {
        val path = "${INFRASTRUCTURE}regions/${region.id}"
        put(path, region.id)
        put("$path/longName", region.longName)
        put("$path/geolocationCountry", region.country)
        put("$path/geolocationRegion", region.partOfCountry)
        put("$path/partition", Arn.partitionOf(region.id))
        put("$path/domain", if (region.id.startsWith("cn-")) "amazonaws.com.cn" else "amazonaws.com")
        for (zone in region.zones) {
            put("$path/availability-zones/$zone", zone)
            put("${INFRASTRUCTURE}availability-zones/$zone", zone)
        }
    }
}
