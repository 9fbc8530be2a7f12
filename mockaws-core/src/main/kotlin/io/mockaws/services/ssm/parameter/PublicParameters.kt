package io.mockaws.services.ssm.parameter

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.model.Models
import java.security.MessageDigest
import java.util.HexFormat
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
    private const val LINUX = "${ROOT}ami-amazon-linux-latest/"
    private const val WINDOWS = "${ROOT}ami-windows-latest/"
    private const val ECS = "${ROOT}ecs/optimized-ami/"
    private const val UBUNTU = "${ROOT}canonical/ubuntu/server/"
    private const val INFRASTRUCTURE = "${ROOT}global-infrastructure/"
    private const val ID_DIGITS = 17
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
        for (name in images()) put(name, imageId(name, region))
        for (os in listOf("amazon-linux-2", "amazon-linux-2/arm64", "amazon-linux-2023", "amazon-linux-2023/arm64")) {
            val id = imageId(ECS + os, region)
            put("$ECS$os/recommended", """{"image_id":"$id","schema_version":1}""")
            put("$ECS$os/recommended/image_id", id)
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

    private fun images(): List<String> =
        buildList {
            for (arch in listOf("x86_64", "arm64")) {
                for (kernel in listOf("default", "6.1", "6.12", "6.18")) {
                    add("${LINUX}al2023-ami-kernel-$kernel-$arch")
                    add("${LINUX}al2023-ami-minimal-kernel-$kernel-$arch")
                }
                for (kernel in listOf("default", "4.14", "5.10")) {
                    add("${LINUX}amzn2-ami-kernel-$kernel-hvm-$arch-gp2")
                    add("${LINUX}amzn2-ami-minimal-kernel-$kernel-hvm-$arch-gp2")
                }
                add("${LINUX}amzn2-ami-hvm-$arch-gp2")
                add("${LINUX}amzn2-ami-minimal-hvm-$arch-ebs")
            }
            add("${LINUX}amzn2-ami-hvm-x86_64-ebs")
            for (kernel in listOf("default", "4.14", "5.10")) add("${LINUX}amzn2-ami-kernel-$kernel-hvm-x86_64-ebs")
            for (kind in listOf("hvm-x86_64-gp2", "hvm-x86_64-ebs", "hvm-x86_64-s3", "pv-x86_64-ebs", "pv-x86_64-s3")) {
                add("${LINUX}amzn-ami-$kind")
            }
            for (year in listOf("2016", "2019", "2022", "2025")) {
                for (kind in listOf("Full", "Core")) add("${WINDOWS}Windows_Server-$year-English-$kind-Base")
            }
            for (release in listOf("20.04", "22.04", "24.04")) {
                for (arch in listOf("amd64", "arm64")) {
                    val storage = if (release == "24.04") "ebs-gp3" else "ebs-gp2"
                    add("$UBUNTU$release/stable/current/$arch/hvm/$storage/ami-id")
                }
            }
        }

    private fun imageId(
        name: String,
        region: String,
    ): String {
        val digest = MessageDigest.getInstance("SHA-256").digest("$region $name".encodeToByteArray())
        return "ami-" + HexFormat.of().formatHex(digest).take(ID_DIGITS)
    }
}

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
    )

    val all: List<Region> by lazy {
        val text = checkNotNull(Regions::class.java.getResource("/io/mockaws/services/ssm/regions.tsv")).readText()
        text.lines().filter { it.isNotEmpty() && !it.startsWith('#') }.map { line ->
            val fields = line.split('\t')
            Region(fields[0], fields[1], fields[2], fields[3], fields[4].split(' ').filter { it.isNotEmpty() })
        }
    }
}
