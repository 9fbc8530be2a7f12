package io.mockaws.services.ec2

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.ArchitectureType
import software.amazon.awssdk.services.ec2.model.InstanceType
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html */
class InstanceTypeTest {
    private val ec2 = Ec2World().client

    private fun info(type: String): InstanceTypeInfo = ec2.describeInstanceTypes {
        it.instanceTypesWithStrings(type)
    }.instanceTypes().single()

    @Test
    fun `every type that the SDK names is there, page by page`() {
        val names = ec2.describeInstanceTypesPaginator { }.instanceTypes().map { it.instanceTypeAsString() }
        names.distinct().size shouldBe names.size
        (InstanceType.knownValues().map { it.toString() } - names.toSet()).shouldBeEmpty()
        ec2.describeInstanceTypes { }.instanceTypes().size shouldBe 100
        refusal { ec2.describeInstanceTypes { it.instanceTypesWithStrings("m5.huge") } } shouldBe
            "InvalidInstanceType: The following supplied instance types do not exist: [m5.huge]"
    }

    /** vCPUs, GiB, cores and architecture from AWS's pages of general purpose, compute, memory, storage and accelerated instances. */
    @Test
    fun `facts of types are those of AWS's pages`() {
        val facts =
            """
            t3.micro 2 1 1 x86_64
            t3.2xlarge 8 32 4 x86_64
            t4g.small 2 2 2 arm64
            m5.large 2 8 1 x86_64
            m5.24xlarge 96 384 48 x86_64
            m5.metal 96 384 48 x86_64
            m6g.medium 1 4 1 arm64
            m6g.16xlarge 64 256 64 arm64
            m7i.48xlarge 192 768 96 x86_64
            m7a.medium 1 4 1 x86_64
            m7i-flex.8xlarge 32 128 16 x86_64
            c5.9xlarge 36 72 18 x86_64
            c5.18xlarge 72 144 36 x86_64
            c6gn.4xlarge 16 32 16 arm64
            c7g.large 2 4 2 arm64
            c5n.18xlarge 72 192 36 x86_64
            r5.xlarge 4 32 2 x86_64
            r6i.32xlarge 128 1024 64 x86_64
            r7g.2xlarge 8 64 8 arm64
            x1.32xlarge 128 1952 64 x86_64
            x2gd.metal 64 1024 64 arm64
            z1d.12xlarge 48 384 24 x86_64
            i3.16xlarge 64 488 32 x86_64
            i3en.24xlarge 96 768 48 x86_64
            d2.8xlarge 36 244 18 x86_64
            g4dn.xlarge 4 16 2 x86_64
            g5.48xlarge 192 768 96 x86_64
            p3.16xlarge 64 488 32 x86_64
            p4d.24xlarge 96 1152 48 x86_64
            a1.metal 16 32 16 arm64
            """
        for (fact in facts.lines().map { it.trim() }.filter { it.isNotEmpty() }) {
            val (type, vcpus, memory, cores, architecture) = fact.split(' ')
            withClue(type) {
                val found = info(type)
                found.vCpuInfo().defaultVCpus() shouldBe vcpus.toInt()
                found.memoryInfo().sizeInMiB() shouldBe memory.toLong() * 1024
                found.vCpuInfo().defaultCores() shouldBe cores.toInt()
                found.processorInfo().supportedArchitecturesAsStrings() shouldContain architecture
            }
        }
        val disks = info("i3en.24xlarge").instanceStorageInfo()
        disks.totalSizeInGB() shouldBe 60_000
        info("g5.48xlarge").gpuInfo().gpus().single().let { "${it.count()} ${it.name()}" } shouldBe "8 A10G"
        info("m5.large").networkInfo().let { listOf(it.maximumNetworkInterfaces(), it.ipv4AddressesPerInterface()) } shouldBe listOf(3, 10)
        info("m5.large").ebsInfo().ebsOptimizedInfo().let { listOf(it.baselineBandwidthInMbps(), it.maximumIops()) } shouldBe
            listOf(650, 18_750)
        info("cc1.4xlarge").vCpuInfo() shouldBe null
    }

    @Test
    fun `types are found by their facts, and by what a fleet requires`() {
        val small = ec2.describeInstanceTypes {
            it.filters(filter("vcpu-info.default-vcpus", "2"), filter("memory-info.size-in-mib", "8192"), filter("instance-type", "m5*"))
        }.instanceTypes().map { it.instanceTypeAsString() }
        small shouldContainExactlyInAnyOrder
            listOf("m5.large", "m5a.large", "m5ad.large", "m5d.large", "m5dn.large", "m5n.large", "m5zn.large")
        val required = ec2.getInstanceTypesFromInstanceRequirements { r ->
            r.architectureTypes(listOf(ArchitectureType.ARM64)).virtualizationTypesWithStrings("hvm")
                .instanceRequirements { it.vCpuCount { c -> c.min(2).max(2) }.memoryMiB { m -> m.min(4096).max(4096) } }
        }.instanceTypes().map { it.instanceType() }
        required shouldContain "c6g.large"
        ec2.describeInstanceTypeOfferings { it.locationType("availability-zone").filters(filter("instance-type", "t3.micro")) }
            .instanceTypeOfferings().map { it.location() }.size shouldBeGreaterThan 2
    }
}
