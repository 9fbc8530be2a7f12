package io.mockaws.services.ec2

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryTree
import io.mockaws.engine.KeptBodies
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.Ec2Client
import java.util.Base64
import kotlin.time.Duration.Companion.minutes

class Ec2FixtureTest {
    @Test
    fun `a test starts machines, and looks at what code has started`() = runTest {
        mockAws {
            val web = ec2.instance("web")
            web.writeConsole("cloud-init finished")

            Ec2Client.create().use { client ->
                val found = client.describeInstances { it.filters(filter("tag:Name", "web")) }
                val id = found.reservations().single().instances().single().instanceId()
                val output = client.getConsoleOutput { it.instanceId(id) }.output()
                String(Base64.getDecoder().decode(output)) shouldBe "cloud-init finished"
                client.stopInstances { it.instanceIds(id) }
            }

            web.state shouldBe "stopped"
            web.tags shouldBe mapOf("Name" to "web")
            ec2.instance("web").id shouldBe web.id
            web.start().state shouldBe "running"
            web.terminate().state shouldBe "terminated"
            time.advanceBy(61.minutes)
            web.exists shouldBe false
        }
    }

    @Test
    fun `images and types that only a test knows are there for code`() = runTest {
        mockAws {
            ec2.image("ami-0abcdef1234567890", "golden")
            ec2.instanceType("x99.huge", vcpus = 1024, memory = 8_388_608)
            ec2.instanceTypes("""{"InstanceTypes": [{"InstanceType": "m5.large", "MemoryInfo": {"SizeInMiB": 1}, "NewToday": 1}]}""")

            Ec2Client.create().use { client ->
                client.runInstances { it.imageId("ami-0abcdef1234567890").instanceType("x99.huge").minCount(1).maxCount(1) }
                val types = client.describeInstanceTypesPaginator { }.instanceTypes()
                types.map { it.instanceTypeAsString() } shouldContain "x99.huge"
                types.single { it.instanceTypeAsString() == "m5.large" }.memoryInfo().sizeInMiB() shouldBe 1
            }

            ec2.instances().single().type shouldBe "x99.huge"
            shouldThrow<IllegalArgumentException> { ec2.instance("other", "none.such") }.message shouldContain "InstanceType"
            shouldThrow<IllegalArgumentException> { ec2.image("golden") }
        }
    }

    @Test
    fun `a saved state comes back with everything in it, and a copy goes its own way`() {
        val aws = Ec2World()
        val vpc = aws.client.createVpc { it.cidrBlock("10.0.0.0/16") }.vpc().vpcId()
        aws.client.deleteVpc { it.vpcId(aws.client.defaultVpc().also { id -> empty(aws.client, id) }) }

        val codec = EntryCodec({ Ec2Service }, KeptBodies(BodyFolder.temporary(null)))
        val tree = EntryTree<ByteArray>()
        aws.world.states.entries().map(codec::encode).forEach { tree.put(it.path, it.value!!) }
        val loaded = Ec2World(codec.statesOf(tree))

        loaded.client.describeVpcs().vpcs().map { it.vpcId() } shouldBe listOf(vpc)
        "${loaded.client.describeRouteTables()}" shouldBe "${aws.client.describeRouteTables()}"
        loaded.client.deleteVpc { it.vpcId(vpc) }
        aws.client.describeVpcs().vpcs().map { it.vpcId() } shouldBe listOf(vpc)
    }

    /** Takes out of the default VPC what keeps it from being deleted. */
    private fun empty(
        client: Ec2Client,
        vpc: String,
    ) {
        client.describeSubnets().subnets().filter { it.vpcId() == vpc }.forEach { s -> client.deleteSubnet { it.subnetId(s.subnetId()) } }
        val gateway = client.describeInternetGateways().internetGateways().single().internetGatewayId()
        client.detachInternetGateway { it.vpcId(vpc).internetGatewayId(gateway) }
        client.deleteInternetGateway { it.internetGatewayId(gateway) }
    }
}
