package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.DefaultTargetCapacityType
import software.amazon.awssdk.services.ec2.model.FleetType

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet.html */
class FleetTest {
    private val aws = Ec2World()
    private val ec2 = aws.client
    private val image = aws.ssm.getParameter { it.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64") }
        .parameter().value()

    @Test
    fun `an instant fleet answers its instances, by what it is asked for`() {
        ec2.createLaunchTemplate { t -> t.launchTemplateName("web").launchTemplateData { it.imageId(image).instanceType("t3.small") } }
        val fleet = ec2.createFleet { f ->
            f.type(FleetType.INSTANT)
                .launchTemplateConfigs({ c ->
                    c.launchTemplateSpecification { it.launchTemplateName("web").version("1") }
                        .overrides({ it.instanceType("m5.large").weightedCapacity(2.0) })
                })
                .targetCapacitySpecification {
                    it.totalTargetCapacity(5).onDemandTargetCapacity(1).defaultTargetCapacityType(DefaultTargetCapacityType.SPOT)
                }
        }
        val made = fleet.instances().associate { it.lifecycleAsString() to it.instanceIds().size }
        made shouldBe mapOf("on-demand" to 1, "spot" to 2)
        ec2.describeFleets { it.fleetIds(fleet.fleetId()) }.fleets().single().fulfilledCapacity() shouldBe 6.0
        ec2.describeFleetInstances { it.fleetId(fleet.fleetId()) }.activeInstances() shouldHaveSize 3
        ec2.deleteFleets { it.fleetIds(fleet.fleetId()).terminateInstances(true) }
        ec2.describeInstances { it.filters(filter("instance-state-name", "running")) }.reservations().shouldBeEmpty()
    }

    @Test
    fun `a spot fleet has its capacity at once, and gives it back`() {
        val id = ec2.requestSpotFleet { r ->
            r.spotFleetRequestConfig { c ->
                c.iamFleetRole("arn:aws:iam::123456789012:role/fleet").targetCapacity(4).launchSpecifications(
                    { it.imageId(image).instanceType("t3.micro").spotPrice("0.02").weightedCapacity(2.0) },
                )
            }
        }.spotFleetRequestId()
        ec2.describeSpotFleetInstances { it.spotFleetRequestId(id) }.activeInstances() shouldHaveSize 2
        ec2.modifySpotFleetRequest { it.spotFleetRequestId(id).targetCapacity(6) }
        ec2.describeSpotFleetInstances { it.spotFleetRequestId(id) }.activeInstances() shouldHaveSize 3
        ec2.cancelSpotFleetRequests { it.spotFleetRequestIds(id).terminateInstances(true) }
        ec2.describeSpotFleetInstances { it.spotFleetRequestId(id) }.activeInstances().shouldBeEmpty()
    }

    @Test
    fun `hosts are allocated and released`() {
        val host = ec2.allocateHosts { it.instanceType("m5.large").availabilityZone("us-east-1a").quantity(1) }.hostIds().single()
        ec2.describeHosts { it.filter(filter("instance-type", "m5.large")) }.hosts().single().hostId() shouldBe host
        ec2.releaseHosts { it.hostIds(host) }.successful() shouldBe listOf(host)
        ec2.describeHosts { it.hostIds(host) }.hosts().single().stateAsString() shouldBe "released"
    }
}
