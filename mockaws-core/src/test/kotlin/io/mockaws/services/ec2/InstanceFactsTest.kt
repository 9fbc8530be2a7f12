package io.mockaws.services.ec2

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo
import java.io.File
import kotlin.random.Random

/** Facts of instance types as AWS's pages state them, drawn at random from `facts.txt`, which says the page of each. */
class InstanceFactsTest {
    private val ec2 = Ec2World().client
    private val told = HashMap<String, InstanceTypeInfo>()

    @Test
    fun `30 facts of instance types drawn at random are AWS's`() {
        val seed = System.getProperty("mockaws.facts.seed")?.toLong() ?: Random.nextLong()
        val drawn = stated().shuffled(Random(seed)).take(DRAWN)
        drawn shouldHaveSize DRAWN
        for (line in drawn) {
            val (type, fact, value) = line.split(' ')
            withClue("$line, drawn by -Dmockaws.facts.seed=$seed") { told(type, fact) shouldBe value }
        }
    }

    /** Another file of the same form can be given, to compare all that a page has. */
    private fun stated(): List<String> {
        val other = System.getProperty("mockaws.facts.file")?.let { File(it).readLines() }
        val lines = other ?: javaClass.getResourceAsStream("/io/mockaws/services/ec2/facts.txt")!!.bufferedReader().readLines()
        return lines.filter { it.isNotEmpty() && !it.startsWith("#") }
    }

    private fun told(
        type: String,
        fact: String,
    ): String {
        val info = told.getOrPut(type) { ec2.describeInstanceTypes { it.instanceTypesWithStrings(type) }.instanceTypes().single() }
        return when (fact) {
            "vcpus" -> "${info.vCpuInfo()?.defaultVCpus()}"

            "memory" -> "${info.memoryInfo()?.sizeInMiB()}"

            "gpus" -> "${info.gpuInfo()?.gpus()?.single()?.count()}"

            "interfaces" -> info.networkInfo().let { "${it.maximumNetworkInterfaces()}/${it.ipv4AddressesPerInterface()}" }

            "ebs" -> info.ebsInfo().ebsOptimizedInfo().let {
                "${it.baselineBandwidthInMbps()}/${it.maximumBandwidthInMbps()}/${it.baselineIops()}/${it.maximumIops()}"
            }

            "disks" -> info.instanceStorageInfo().disks().joinToString { "${it.count()}x${it.sizeInGB()}" }

            else -> error("No fact is called $fact")
        }
    }

    private companion object {
        const val DRAWN = 30
    }
}
