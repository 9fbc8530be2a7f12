package io.mockaws.server

import io.mockaws.MockAws
import software.amazon.awssdk.services.autoscaling.AutoScalingClient
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client

/** What no step of [RandomLoad] is sure to make in [aws]: who there is, rules and schedules, settings, and what mail is sent by. */
internal fun leaveByFixtures(aws: MockAws) {
    aws.iam.group("left")
    aws.iam.user("left").addTo("left").accessKey()
    aws.iam.role("left")
    aws.iam.policy("left", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""")
    val target = aws.sqs.queue("targets").arn
    aws.eventBridge.bus("left").rule("left", """{"source":["shop"]}""", target)
    aws.scheduler.schedule("left", "rate(1 day)", target, "{}")
    aws.ec2.instance("left")
    leaveMachines(aws)
    aws.kinesis.stream("left").apply { isThrottled = true }.put("left", "key")
    aws.firehose.stream("left", "nowhere").put("lost").deliver().put("left")
    aws.pipes.pipe("left", aws.kinesis.stream("left").arn, target)
    aws.ssm.parameter("left", "1")
    aws.cloudWatch.metric("left", "left").put(1.0)
    aws.logs.group("left").put("left", "left")
    aws.secretsManager.secret("left", "hidden")
    aws.kafka.cluster("left").topic("left")
    aws.kafka.changesTake(java.time.Duration.ZERO)
    aws.pricing.ec2("left.large", "us-east-1", "1")
    aws.ses.identity("left@example.com")
    aws.ses.template("left", "Hello", text = "Hello").configurationSet("left").suppress("gone@example.com")
    leaveApis(aws)
}

/** An API of each kind with what belongs to it. */
private fun leaveApis(aws: MockAws) {
    val function = aws.lambda.function("left") { "left" }
    aws.apiGateway.httpApi("left").route("GET /left", function.arn)
}

/** A group of machines behind a load balancer. */
private fun leaveMachines(aws: MockAws) {
    val subnets = aws.javaSdk.configure(Ec2Client.builder()).build().use { it.describeSubnets().subnets().take(2) }
    val ids = subnets.map { it.subnetId() }
    val target =
        aws.javaSdk.configure(ElasticLoadBalancingV2Client.builder()).build().use { elb ->
            val balancer = elb.createLoadBalancer { it.name("left").subnets(ids) }.loadBalancers().single().loadBalancerArn()
            val group =
                elb.createTargetGroup { it.name("left").protocol("HTTP").port(80).vpcId(subnets.first().vpcId()) }.targetGroups()
                    .single().targetGroupArn()
            elb.createListener { r ->
                r.loadBalancerArn(balancer).protocol("HTTP").port(80).defaultActions({ it.type("forward").targetGroupArn(group) })
            }
            group
        }
    aws.javaSdk.configure(AutoScalingClient.builder()).build().use { scaling ->
        scaling.createLaunchConfiguration {
            it.launchConfigurationName("left").imageId(aws.ec2.instance("left").image).instanceType("t3.micro")
        }
        scaling.createAutoScalingGroup {
            it.autoScalingGroupName("left").launchConfigurationName("left").minSize(1).maxSize(1)
                .vpcZoneIdentifier(ids.joinToString(",")).targetGroupARNs(target)
        }
        scaling.putScalingPolicy {
            it.autoScalingGroupName("left").policyName("left").adjustmentType("ChangeInCapacity").scalingAdjustment(1)
        }
        scaling.putScheduledUpdateGroupAction {
            it.autoScalingGroupName("left").scheduledActionName("left").recurrence("0 0 1 1 *").desiredCapacity(1)
        }
    }
}
