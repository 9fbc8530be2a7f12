package io.mockaws.services.autoscaling

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockClock
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.autoscaling.AutoScalingClient
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client
import java.time.Duration
import java.time.Instant

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html, and the pages of the operations */
class AutoScalingTest {
    private val aws = MockAws.start { it.clock(MockClock.MANUAL).startAt(Instant.parse("2026-11-21T10:00:00Z")) }
    private val scaling = aws.javaSdk.configure(AutoScalingClient.builder()).build()
    private val ec2 = aws.javaSdk.configure(Ec2Client.builder()).build()
    private val subnets = ec2.describeSubnets().subnets().take(2)
    private val image = ec2.describeImages { it.owners("amazon") }.images().first { it.architectureAsString() == "x86_64" }.imageId()

    @AfterEach
    fun close() = aws.close()

    private fun group(
        size: Int,
        name: String = "web",
        more: (CreateAutoScalingGroupRequest.Builder) -> Unit = {},
    ): AutoScalingGroup {
        if (ec2.describeLaunchTemplates().launchTemplates().isEmpty()) {
            ec2.createLaunchTemplate { r ->
                r.launchTemplateName("web").launchTemplateData { it.imageId(image).instanceType("t3.micro") }
            }
        }
        scaling.createAutoScalingGroup { r ->
            r.autoScalingGroupName(name).minSize(0).maxSize(5).desiredCapacity(size)
                .vpcZoneIdentifier(subnets.joinToString(",") { it.subnetId() })
                .launchTemplate { it.launchTemplateName("web").version("\$Latest") }.also(more)
        }
        return found(name)
    }

    private fun found(name: String = "web"): AutoScalingGroup =
        scaling.describeAutoScalingGroups { it.autoScalingGroupNames(name) }.autoScalingGroups().single()

    private fun ids(name: String = "web") = found(name).instances().map { it.instanceId() }

    private fun running() =
        ec2.describeInstancesPaginator().reservations().flatMap { it.instances() }.filter { it.state().nameAsString() == "running" }
            .map { it.instanceId() }

    private fun refusal(call: () -> Any?): String =
        try {
            "answered ${call()}"
        } catch (refused: AutoScalingException) {
            "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
        }

    @Test
    fun `a group starts instances in its zones, tagged, and ends them with itself`() {
        val made = group(3) { r -> r.tags({ it.key("Name").value("web").propagateAtLaunch(true) }) }
        made.instances().map { it.lifecycleStateAsString() }.distinct() shouldBe listOf("InService")
        made.instances().groupBy { it.availabilityZone() }.values.map { it.size }.sorted() shouldBe listOf(1, 2)
        made.availabilityZones() shouldBe subnets.map { it.availabilityZone() }
        running() shouldContainExactlyInAnyOrder ids()
        val tags = ec2.describeInstances { it.instanceIds(ids()) }.reservations().flatMap { it.instances() }.first().tags()
            .associate { it.key() to it.value() }
        tags["aws:autoscaling:groupName"] shouldBe "web"
        tags["Name"] shouldBe "web"
        refusal { scaling.deleteAutoScalingGroup { it.autoScalingGroupName("web") } } shouldStartWith "ResourceInUse"
        scaling.deleteAutoScalingGroup { it.autoScalingGroupName("web").forceDelete(true) }
        running().shouldBeEmpty()
        scaling.describeAutoScalingGroups { }.autoScalingGroups().shouldBeEmpty()
    }

    @Test
    fun `capacity follows what is desired, within its bounds`() {
        group(1)
        val first = ids().single()
        scaling.setDesiredCapacity { it.autoScalingGroupName("web").desiredCapacity(3) }
        ids() shouldHaveSize 3
        refusal { scaling.setDesiredCapacity { it.autoScalingGroupName("web").desiredCapacity(9) } } shouldBe
            "ValidationError: New SetDesiredCapacity value 9 is above max value 5 for the AutoScalingGroup."
        scaling.setInstanceProtection { it.autoScalingGroupName("web").instanceIds(first).protectedFromScaleIn(true) }
        scaling.updateAutoScalingGroup { it.autoScalingGroupName("web").maxSize(1) }
        ids() shouldBe listOf(first)
        running() shouldBe listOf(first)
        val activities = scaling.describeScalingActivities { it.autoScalingGroupName("web") }.activities()
        activities.map { it.description().substringBefore(':') }.distinct() shouldContainExactly
            listOf("Terminating EC2 instance", "Launching a new EC2 instance")
        activities.first().cause() shouldContain "shrinking the capacity from"
    }

    @Test
    fun `who ends by itself is replaced, at once`() {
        group(2)
        val (lost, kept) = ids()
        ec2.terminateInstances { it.instanceIds(lost) }
        running() shouldHaveSize 2
        ids() shouldNotContain lost
        scaling.setInstanceHealth { it.instanceId(kept).healthStatus("Unhealthy") }
        ids() shouldNotContain kept
        running() shouldContainExactlyInAnyOrder ids()
        scaling.suspendProcesses { it.autoScalingGroupName("web").scalingProcesses("Launch") }
        ec2.terminateInstances { it.instanceIds(ids().first()) }
        ids() shouldHaveSize 1
        scaling.resumeProcesses { it.autoScalingGroupName("web") }
        ids() shouldHaveSize 2
    }

    @Test
    fun `an instance waits for its hook until somebody lets it go on, or its time is over`() {
        val queue = aws.sqs.queue("launches")
        group(0)
        scaling.putLifecycleHook {
            it.autoScalingGroupName("web").lifecycleHookName("warm-up").lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                .heartbeatTimeout(300).defaultResult("ABANDON").notificationTargetARN(queue.arn)
        }
        scaling.setDesiredCapacity { it.autoScalingGroupName("web").desiredCapacity(1) }
        val waiting = found().instances().single()
        waiting.lifecycleStateAsString() shouldBe "Pending:Wait"
        queue.messages().single().body shouldContain waiting.instanceId()
        scaling.completeLifecycleAction {
            it.autoScalingGroupName("web").lifecycleHookName("warm-up").instanceId(waiting.instanceId()).lifecycleActionResult("CONTINUE")
        }
        found().instances().single().lifecycleStateAsString() shouldBe "InService"
        scaling.setDesiredCapacity { it.autoScalingGroupName("web").desiredCapacity(2) }
        val second = found().instances().first { it.lifecycleStateAsString() == "Pending:Wait" }.instanceId()
        aws.time.advanceBy(Duration.ofSeconds(200))
        scaling.recordLifecycleActionHeartbeat { it.autoScalingGroupName("web").lifecycleHookName("warm-up").instanceId(second) }
        aws.time.advanceBy(Duration.ofSeconds(200))
        ids().contains(second) shouldBe true
        aws.time.advanceBy(Duration.ofSeconds(101))
        ids().contains(second) shouldBe false
        found().instances().map { it.lifecycleStateAsString() } shouldContainExactlyInAnyOrder listOf("InService", "Pending:Wait")
    }

    @Test
    fun `policies and schedules change the capacity`() {
        group(2)
        scaling.putScalingPolicy {
            it.autoScalingGroupName("web").policyName("out").adjustmentType("PercentChangeInCapacity").scalingAdjustment(50).cooldown(60)
        }
        scaling.executePolicy { it.autoScalingGroupName("web").policyName("out").honorCooldown(false) }
        ids() shouldHaveSize 3
        refusal { scaling.executePolicy { it.autoScalingGroupName("web").policyName("out").honorCooldown(true) } } shouldStartWith
            "ScalingActivityInProgress"
        aws.time.advanceBy(Duration.ofSeconds(61))
        scaling.executePolicy { it.autoScalingGroupName("web").policyName("out").honorCooldown(true) }
        ids() shouldHaveSize 4
        scaling.putScheduledUpdateGroupAction {
            it.autoScalingGroupName("web").scheduledActionName("night").recurrence("0 22 * * *").desiredCapacity(1)
        }
        scaling.describeScheduledActions { it.autoScalingGroupName("web") }.scheduledUpdateGroupActions().single().startTime() shouldBe
            Instant.parse("2026-11-21T22:00:00Z")
        aws.time.advanceBy(Duration.ofHours(12))
        running() shouldHaveSize 1
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html#AutoScalingAction */
    @Test
    fun `an alarm carries out a policy, by the step that its metric is in`() {
        val watch = aws.javaSdk.configure(CloudWatchClient.builder()).build()
        group(1)
        val policy =
            scaling.putScalingPolicy { r ->
                r.autoScalingGroupName("web").policyName("out").policyType("StepScaling").adjustmentType("ChangeInCapacity")
                    .stepAdjustments(
                        { it.metricIntervalLowerBound(0.0).metricIntervalUpperBound(20.0).scalingAdjustment(1) },
                        { it.metricIntervalLowerBound(20.0).scalingAdjustment(3) },
                    )
            }.policyARN()
        watch.putMetricAlarm {
            it.alarmName("busy").namespace("Shop").metricName("Load").statistic("Average").period(60).evaluationPeriods(1)
                .threshold(50.0).comparisonOperator("GreaterThanThreshold").alarmActions(policy)
        }
        scaling.describePolicies { }.scalingPolicies().single().alarms().map { it.alarmName() } shouldBe listOf("busy")
        watch.putMetricData { r -> r.namespace("Shop").metricData({ it.metricName("Load").value(75.0) }) }
        aws.time.advanceBy(Duration.ofMinutes(2))
        ids() shouldHaveSize 4
    }

    /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html */
    @Test
    fun `a policy keeps a metric at its target by alarms of its own, which go with it`() {
        val watch = aws.javaSdk.configure(CloudWatchClient.builder()).build()
        group(2)
        val alarms =
            scaling.putScalingPolicy { r ->
                r.autoScalingGroupName("web").policyName("load").policyType("TargetTrackingScaling")
                    .targetTrackingConfiguration { t ->
                        t.targetValue(50.0).customizedMetricSpecification {
                            it.namespace("Shop").metricName("Load").statistic("Average")
                        }
                    }
            }.alarms().map { it.alarmName() }
        alarms.map { it.substringBeforeLast("-Alarm") } shouldBe listOf("TargetTracking-web", "TargetTracking-web")

        fun load(
            value: Double,
            minutes: Int,
        ) = repeat(minutes) {
            watch.putMetricData { r -> r.namespace("Shop").metricData({ it.metricName("Load").value(value) }) }
            aws.time.advanceBy(Duration.ofMinutes(1))
        }
        load(90.0, 5)
        ids() shouldHaveSize 4
        load(25.0, 17)
        ids() shouldHaveSize 2
        refusal { scaling.executePolicy { it.autoScalingGroupName("web").policyName("load") } } shouldStartWith "ValidationError"
        scaling.deletePolicy { it.autoScalingGroupName("web").policyName("load") }
        watch.describeAlarms().metricAlarms().shouldBeEmpty()
    }

    @Test
    fun `a group grows while its metric is above the target`() {
        val watch = aws.javaSdk.configure(CloudWatchClient.builder()).build()
        group(2)
        scaling.putScalingPolicy { r ->
            r.autoScalingGroupName("web").policyName("load").policyType("TargetTrackingScaling").targetTrackingConfiguration { t ->
                t.targetValue(50.0).customizedMetricSpecification { it.namespace("Shop").metricName("Load").statistic("Average") }
            }
        }
        repeat(5) {
            watch.putMetricData { r -> r.namespace("Shop").metricData({ it.metricName("Load").value(90.0) }) }
            aws.time.advanceBy(Duration.ofMinutes(1))
        }
        ids() shouldHaveSize 4
    }

    /** What AWS answered to moto's tests that run against it, `test_create_auto_scaling_group_with_mixed_instances_policy`. */
    @Test
    fun `a mixed policy is shown with what nobody said`() {
        group(0)
        scaling.createAutoScalingGroup { r ->
            r.autoScalingGroupName("mixed").minSize(0).maxSize(1).availabilityZones(subnets.first().availabilityZone())
                .mixedInstancesPolicy { p ->
                    p.launchTemplate { t -> t.launchTemplateSpecification { it.launchTemplateName("web").version("\$Default") } }
                }
        }
        val policy = found("mixed").mixedInstancesPolicy()
        policy.launchTemplate().hasOverrides() shouldBe true
        policy.instancesDistribution().let {
            it.onDemandAllocationStrategy() shouldBe "prioritized"
            it.onDemandBaseCapacity() shouldBe 0
            it.onDemandPercentageAboveBaseCapacity() shouldBe 100
            it.spotAllocationStrategy() shouldBe "lowest-price"
            it.spotInstancePools() shouldBe 2
        }
    }

    @Test
    fun `instances are registered with the group's target groups, whose health counts`() {
        val elb = aws.javaSdk.configure(ElasticLoadBalancingV2Client.builder()).build()
        val target =
            elb.createTargetGroup { it.name("web").protocol("HTTP").port(80).vpcId(subnets.first().vpcId()) }.targetGroups().single()
                .targetGroupArn()
        group(2) { it.targetGroupARNs(target).healthCheckType("ELB").healthCheckGracePeriod(60) }

        fun registered() = elb.describeTargetHealth { it.targetGroupArn(target) }.targetHealthDescriptions().map { it.target().id() }
        registered() shouldContainExactlyInAnyOrder ids()
        val ill = ids().first()
        aws.elbV2.targetGroup("web").unhealthy(ill)
        ids().contains(ill) shouldBe true
        aws.time.advanceBy(Duration.ofSeconds(61))
        ids().contains(ill) shouldBe false
        registered() shouldContainExactlyInAnyOrder ids()
    }

    @Test
    fun `instances leave and come back`() {
        group(2)
        val (one, other) = ids()
        scaling.enterStandby { it.autoScalingGroupName("web").instanceIds(one).shouldDecrementDesiredCapacity(true) }
        found().instances().first { it.instanceId() == one }.lifecycleStateAsString() shouldBe "Standby"
        found().desiredCapacity() shouldBe 1
        scaling.exitStandby { it.autoScalingGroupName("web").instanceIds(one) }
        found().desiredCapacity() shouldBe 2
        scaling.detachInstances { it.autoScalingGroupName("web").instanceIds(other).shouldDecrementDesiredCapacity(true) }
        ids() shouldBe listOf(one)
        running() shouldContainExactlyInAnyOrder listOf(one, other)
        scaling.attachInstances { it.autoScalingGroupName("web").instanceIds(other) }
        ids() shouldContainExactlyInAnyOrder listOf(one, other)
        scaling.terminateInstanceInAutoScalingGroup { it.instanceId(one).shouldDecrementDesiredCapacity(true) }.activity()
            .statusCodeAsString() shouldBe "InProgress"
        ids() shouldBe listOf(other)
        scaling.describeAutoScalingInstances { it.instanceIds(other) }.autoScalingInstances().single().autoScalingGroupName() shouldBe "web"
    }

    @Test
    fun `what cannot be is refused, in AWS's words`() {
        refusal { scaling.setDesiredCapacity { it.autoScalingGroupName("none").desiredCapacity(1) } } shouldStartWith
            "ValidationError: AutoScalingGroup name not found"
        refusal { group(1) { it.launchTemplate { t -> t.launchTemplateName("none") } } } shouldStartWith
            "ValidationError: You must use a valid fully-formed launch template."
        refusal { group(1) { it.launchTemplate { t -> t.version("1") } } } shouldBe
            "ValidationError: Valid requests must contain either launchTemplateId or LaunchTemplateName"
        refusal { scaling.updateAutoScalingGroup { it.autoScalingGroupName("none").maxSize(2) } } shouldBe
            "ValidationError: AutoScalingGroup name not found - null"
        refusal { scaling.putScheduledUpdateGroupAction { it.autoScalingGroupName("web") } } shouldBe
            "ValidationError: 1 validation error detected: Value null at 'scheduledActionName' failed to satisfy constraint: " +
            "Member must not be null"
        refusal { group(9) } shouldBe "ValidationError: Desired capacity:9 must be between the specified min size:0 and max size:5"
        group(0)
        refusal { group(0) } shouldStartWith "AlreadyExists"
        scaling.createLaunchConfiguration { it.launchConfigurationName("old").imageId(image).instanceType("t3.small") }
        scaling.updateAutoScalingGroup { it.autoScalingGroupName("web").launchConfigurationName("old").desiredCapacity(1) }
        found().instances().single().instanceType() shouldBe "t3.small"
        refusal { scaling.deleteLaunchConfiguration { it.launchConfigurationName("old") } } shouldStartWith "ResourceInUse"
    }
}
