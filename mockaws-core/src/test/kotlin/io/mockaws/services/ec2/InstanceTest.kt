package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue
import software.amazon.awssdk.services.ec2.model.Instance
import software.amazon.awssdk.services.ec2.model.InstanceStateName
import software.amazon.awssdk.services.ec2.model.InstanceType
import software.amazon.awssdk.services.ec2.model.ResourceType
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest
import java.util.Base64
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html, and the pages of the operations */
class InstanceTest {
    private val aws = Ec2World()
    private val ec2 = aws.client
    private val image = aws.ssm.getParameter { it.name(LINUX) }.parameter().value()

    private fun run(
        count: Int = 1,
        more: (RunInstancesRequest.Builder) -> Unit = {},
    ): List<Instance> =
        ec2.runInstances { it.imageId(image).instanceType(InstanceType.T3_MICRO).minCount(count).maxCount(count).also(more) }
            .instances()

    private fun Ec2Client.instance(id: String): Instance =
        describeInstances { it.instanceIds(id) }.reservations().single().instances().single()

    @Test
    fun `an instance runs at the next look, is tagged, found, stopped, started and ended`() {
        val started = run {
            it.tagSpecifications({ s -> s.resourceType(ResourceType.INSTANCE).tags({ t -> t.key("Name").value("web") }) })
        }.single()
        started.state().name() shouldBe InstanceStateName.PENDING
        val id = started.instanceId()
        ec2.waiter().waitUntilInstanceRunning { it.instanceIds(id) }
        ec2.waiter().waitUntilInstanceStatusOk { it.instanceIds(id) }
        val running = ec2.instance(id)
        running.state().name() shouldBe InstanceStateName.RUNNING
        running.privateIpAddress() shouldBe "172.31.0.4"
        running.privateDnsName() shouldBe "ip-172-31-0-4.ec2.internal"
        running.publicDnsName() shouldEndWith ".compute-1.amazonaws.com"
        running.securityGroups().single().groupName() shouldBe "default"
        running.blockDeviceMappings().single().deviceName() shouldBe "/dev/xvda"
        running.placement().availabilityZone() shouldBe "us-east-1a"
        ec2.describeInstances { it.filters(filter("tag:Name", "we*"), filter("instance-state-name", "running")) }
            .reservations().single().instances().single().instanceId() shouldBe id

        ec2.stopInstances { it.instanceIds(id) }.stoppingInstances().single().currentState().name() shouldBe InstanceStateName.STOPPING
        ec2.waiter().waitUntilInstanceStopped { it.instanceIds(id) }
        ec2.instance(id).publicIpAddress() shouldBe null
        ec2.instance(id).stateReason().code() shouldBe "Client.UserInitiatedShutdown"
        ec2.describeInstanceStatus().instanceStatuses().shouldBeEmpty()
        ec2.startInstances { it.instanceIds(id) }.startingInstances().single().currentState().name() shouldBe InstanceStateName.PENDING
        (ec2.instance(id).publicIpAddress() == null) shouldBe false
        ec2.rebootInstances { it.instanceIds(id) }

        ec2.terminateInstances { it.instanceIds(id) }.terminatingInstances().single().currentState().name() shouldBe
            InstanceStateName.SHUTTING_DOWN
        ec2.waiter().waitUntilInstanceTerminated { it.instanceIds(id) }
        ec2.describeVolumes().volumes().shouldBeEmpty()
        ec2.describeNetworkInterfaces().networkInterfaces().shouldBeEmpty()
        refusal { ec2.startInstances { it.instanceIds(id) } } shouldStartWith "IncorrectInstanceState"
        aws.advance(61.minutes)
        ec2.describeInstances().reservations().shouldBeEmpty()
        refusal { ec2.describeInstances { it.instanceIds(id) } } shouldBe
            "InvalidInstanceID.NotFound: The instance ID '$id' does not exist"
    }

    @Test
    fun `what RunInstances is asked for is what the instance has`() {
        val vpc = ec2.createVpc { it.cidrBlock("10.0.0.0/16") }.vpc().vpcId()
        val subnet = ec2.createSubnet { it.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone("us-east-1b") }.subnet().subnetId()
        val group = ec2.createSecurityGroup { it.vpcId(vpc).groupName("web").description("Web") }.groupId()
        ec2.createKeyPair { it.keyName("ops") }
        val data = Base64.getEncoder().encodeToString("#!/bin/sh".encodeToByteArray())
        val made = run(2) { r ->
            r.keyName("ops").userData(data).disableApiTermination(true).ebsOptimized(true)
                .monitoring { it.enabled(true) }
                .metadataOptions { it.httpTokens("optional").httpPutResponseHopLimit(3) }
                .networkInterfaces({ it.deviceIndex(0).subnetId(subnet).groups(group).associatePublicIpAddress(true) })
                .blockDeviceMappings(
                    { it.deviceName("/dev/xvda").ebs { e -> e.volumeSize(20).volumeType("gp3").encrypted(true) } },
                    { it.deviceName("/dev/sdb").ebs { e -> e.volumeSize(100).volumeType("io1").iops(500).deleteOnTermination(false) } },
                )
        }
        made.map { it.amiLaunchIndex() } shouldBe listOf(0, 1)
        val instance = ec2.instance(made[0].instanceId())
        instance.vpcId() shouldBe vpc
        instance.subnetId() shouldBe subnet
        instance.keyName() shouldBe "ops"
        instance.securityGroups().single().groupId() shouldBe group
        instance.placement().availabilityZone() shouldBe "us-east-1b"
        instance.metadataOptions().httpPutResponseHopLimit() shouldBe 3
        instance.publicIpAddress() shouldStartWith "54."
        val volumes = ec2.describeVolumes { it.filters(filter("attachment.instance-id", instance.instanceId())) }.volumes()
        volumes.associate { it.attachments().single().device() to it.size() } shouldContainAll mapOf("/dev/xvda" to 20, "/dev/sdb" to 100)
        ec2.describeInstanceAttribute { it.instanceId(instance.instanceId()).attribute("userData") }.userData().value() shouldBe data

        val ids = made.map { it.instanceId() }
        refusal { ec2.terminateInstances { it.instanceIds(ids) } } shouldBe
            "OperationNotPermitted: The instance '${ids[0]}' may not be terminated. Modify its 'disableApiTermination' instance " +
            "attribute and try again."
        ids.forEach { id ->
            ec2.modifyInstanceAttribute { it.instanceId(id).disableApiTermination(AttributeBooleanValue.builder().value(false).build()) }
        }
        ec2.terminateInstances { it.instanceIds(ids) }
        ec2.describeVolumes().volumes().map { it.size() } shouldBe listOf(100, 100)
        ec2.describeVolumes().volumes().all { it.attachments().isEmpty() } shouldBe true
    }

    @Test
    fun `a launch template is what the call does not say, version by version`() {
        ec2.createLaunchTemplate { t ->
            t.launchTemplateName("web").launchTemplateData { it.imageId(image).instanceType("t3.small") }
        }
        val second = ec2.createLaunchTemplateVersion { t ->
            t.launchTemplateName("web").sourceVersion("1").launchTemplateData { it.instanceType("t3.large") }
        }.launchTemplateVersion()
        second.versionNumber() shouldBe 2L
        second.launchTemplateData().imageId() shouldBe image

        fun type(version: String?) =
            ec2.runInstances { r ->
                r.launchTemplate { it.launchTemplateName("web").version(version) }.minCount(1).maxCount(1)
            }.instances().single().instanceTypeAsString()
        type(null) shouldBe "t3.small"
        type("\$Latest") shouldBe "t3.large"
        ec2.modifyLaunchTemplate { it.launchTemplateName("web").defaultVersion("2") }
        type(null) shouldBe "t3.large"
        refusal { type("7") } shouldStartWith "InvalidLaunchTemplateId.VersionNotFound"
    }

    @Test
    fun `what is not there is refused, and a token does nothing twice`() {
        refusal { ec2.runInstances { it.imageId("ami-0123456789abcdef0").minCount(1).maxCount(1) } } shouldBe
            "InvalidAMIID.NotFound: The image id '[ami-0123456789abcdef0]' does not exist"
        refusal { run { it.instanceType("m9.huge") } } shouldBe "InvalidParameterValue: Invalid value 'm9.huge' for InstanceType."
        refusal { run { it.keyName("nobody") } } shouldBe "InvalidKeyPair.NotFound: The key pair 'nobody' does not exist"
        refusal { run { it.userData("?") } } shouldStartWith "InvalidUserData.Malformed"
        ec2.describeInstances().reservations().shouldBeEmpty()
        val first = run { it.clientToken("once") }.single().instanceId()
        run { it.clientToken("once") }.single().instanceId() shouldBe first
        refusal { run(2) { it.clientToken("once") } } shouldStartWith "IdempotentParameterMismatch"
        ec2.describeInstances().reservations() shouldHaveSize 1
    }

    @Test
    fun `pages of instances follow each other, and a spot instance has its request`() {
        run(12)
        val pages = ec2.describeInstancesPaginator { it.maxResults(5) }.map { page -> page.reservations().sumOf { it.instances().size } }
        pages shouldBe listOf(5, 5, 2)
        val spot = run { r -> r.instanceMarketOptions { it.marketType("spot").spotOptions { s -> s.maxPrice("0.02") } } }.single()
        spot.spotInstanceRequestId() shouldMatch "sir-[0-9a-f]{17}"
        val request = ec2.describeSpotInstanceRequests {
            it.spotInstanceRequestIds(spot.spotInstanceRequestId())
        }.spotInstanceRequests().single()
        request.instanceId() shouldBe spot.instanceId()
        request.stateAsString() shouldBe "active"
    }

    private companion object {
        const val LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    }
}
