package io.mockaws.services.ec2

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.Filter
import software.amazon.awssdk.services.ec2.model.ResourceType
import kotlin.time.Duration.Companion.minutes

/** Filters of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html, whatever finds the instance. */
class InstanceFilterTest {
    private val aws = Ec2World()
    private val ec2 = aws.client
    private val image = ec2.describeImages { it.owners("amazon").filters(filter("architecture", "x86_64")) }.images().first().imageId()

    private fun found(vararg filters: Filter): List<String> =
        ec2.describeInstances { it.filters(*filters) }.reservations().flatMap { it.instances() }.map { it.instanceId() }

    private fun start(name: String): String =
        ec2.runInstances { r ->
            r.imageId(image).minCount(1).maxCount(1)
                .tagSpecifications({ s -> s.resourceType(ResourceType.INSTANCE).tags({ it.key("Name").value(name) }) })
        }.instances().single().instanceId()

    @Test
    fun `an instance is found by what it has, and by what its interfaces and volumes have`() {
        start("other")
        ec2.createKeyPair { it.keyName("ops") }
        val group = ec2.createSecurityGroup { it.groupName("web").description("web") }.groupId()
        val id = ec2.runInstances { it.imageId(image).minCount(1).maxCount(1).keyName("ops").securityGroupIds(group) }
            .instances().single().instanceId()
        ec2.createTags { it.resources(id).tags({ t -> t.key("Name").value("web-1") }, { t -> t.key("role").value("front") }) }
        val instance = ec2.describeInstances { it.instanceIds(id) }.reservations().single().instances().single()
        val eni = instance.networkInterfaces().single()
        val filters =
            mapOf(
                "key-name" to "ops",
                "tag-key" to "role",
                "tag-value" to "fro*",
                "tag:Name" to "web-?",
                "tag:role" to "front",
                "private-ip-address" to instance.privateIpAddress(),
                "private-dns-name" to instance.privateDnsName(),
                "ip-address" to instance.publicIpAddress(),
                "dns-name" to instance.publicDnsName(),
                "instance.group-id" to group,
                "instance.group-name" to "web",
                "network-interface.network-interface-id" to eni.networkInterfaceId(),
                "network-interface.addresses.private-ip-address" to instance.privateIpAddress(),
                "network-interface.attachment.attachment-id" to eni.attachment().attachmentId(),
                "network-interface.mac-address" to eni.macAddress(),
                "block-device-mapping.volume-id" to instance.blockDeviceMappings().single().ebs().volumeId(),
                "instance-id" to id,
                "reservation-id" to ec2.describeInstances { it.instanceIds(id) }.reservations().single().reservationId(),
            )
        for ((name, value) in filters) {
            withClue(name) {
                found(filter(name, value)) shouldBe listOf(id)
                found(filter(name, value), filter("instance-state-name", "running")) shouldBe listOf(id)
                found(filter(name, value), filter("instance-state-name", "stopped")) shouldBe emptyList()
                found(filter(name, "none"), filter("instance-state-name", "running")) shouldBe emptyList()
            }
        }
    }

    @Test
    fun `what changes is found as it is now`() {
        val id = start("blue")
        ec2.createTags { it.resources(id).tags({ t -> t.key("Name").value("green") }) }
        found(filter("tag:Name", "blue")) shouldBe emptyList()
        found(filter("tag:Name", "green")) shouldBe listOf(id)
        ec2.deleteTags { it.resources(id).tags({ t -> t.key("Name") }) }
        found(filter("tag-key", "Name")) shouldBe emptyList()
        ec2.describeTags { it.filters(filter("key", "Name")) }.tags() shouldBe emptyList()
        val address = ec2.describeInstances { it.instanceIds(id) }.reservations().single().instances().single().publicIpAddress()
        ec2.stopInstances { it.instanceIds(id) }
        found(filter("ip-address", address)) shouldBe emptyList()
        found(filter("instance-state-name", "stopped")) shouldBe listOf(id)
    }

    @Test
    fun `among hundreds one is found by what nobody asked for before, and as it is now`() {
        val many = ec2.runInstances { it.imageId(image).instanceType("t3.nano").minCount(299).maxCount(299) }.instances()
        val one = start("one")
        found(filter("launch-index", "298")) shouldBe listOf(many.last().instanceId())
        found(filter("instance-type", "m1.small")) shouldBe listOf(one)
        found(filter("launch-index", "298", "no"), filter("instance-type", "t3.*")) shouldBe listOf(many.last().instanceId())
        found(filter("metadata-options.http-tokens", "Required")) shouldBe emptyList()
        found(filter("ebs-optimized", "FALSE")).size shouldBe 300

        ec2.stopInstances { it.instanceIds(one) }
        ec2.modifyInstanceAttribute { r -> r.instanceId(one).instanceType { it.value("t3.large") } }
        found(filter("instance-type", "m1.small")) shouldBe emptyList()
        found(filter("instance-type", "t3.large")) shouldBe listOf(one)
        val other = start("other")
        found(filter("instance-type", "m1.small")) shouldBe listOf(other)
    }

    @Test
    fun `what has ended is forgotten in its turn`() {
        val ids = (1..3).map { start("$it") }
        for (id in ids) {
            ec2.terminateInstances { it.instanceIds(id) }
            aws.advance(20.minutes)
        }
        found() shouldBe ids.drop(1)
        aws.advance(20.minutes)
        found() shouldBe ids.drop(2)
        aws.advance(20.minutes)
        found() shouldBe emptyList()
    }
}
