package io.mockaws.services.elbv2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.http.HttpExecuteRequest
import software.amazon.awssdk.http.SdkHttpFullRequest
import software.amazon.awssdk.http.SdkHttpMethod
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition
import java.net.URI
import io.kotest.matchers.string.shouldContain as shouldHave

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html, and the pages of the operations */
class LoadBalancerTest {
    private val aws = MockAws.start()
    private val elb = aws.javaSdk.configure(ElasticLoadBalancingV2Client.builder()).build()
    private val ec2 = aws.javaSdk.configure(Ec2Client.builder()).build()
    private val subnets = ec2.describeSubnets().subnets().take(2)
    private val vpcId = subnets.first().vpcId()

    @AfterEach
    fun close() = aws.close()

    private fun balancer(name: String = "web") =
        elb.createLoadBalancer { it.name(name).subnets(subnets.map { s -> s.subnetId() }) }.loadBalancers().single()

    private fun targetGroup(name: String = "web"): String =
        elb.createTargetGroup { it.name(name).protocol("HTTP").port(8080).vpcId(vpcId) }.targetGroups().single().targetGroupArn()

    private fun forward(arn: String): Action = Action.builder().type("forward").targetGroupArn(arn).build()

    private fun path(pattern: String): RuleCondition = RuleCondition.builder().field("path-pattern").values(pattern).build()

    private fun listener(
        balancerArn: String,
        action: Action,
    ) = elb.createListener { it.loadBalancerArn(balancerArn).protocol("HTTP").port(80).defaultActions(action) }.listeners().single()

    private fun refusal(call: () -> Any?): String =
        try {
            "answered ${call()}"
        } catch (refused: ElasticLoadBalancingV2Exception) {
            "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
        }

    @Test
    fun `a load balancer is active at the next look, and waiters end`() {
        val made = balancer()
        made.state().codeAsString() shouldBe "provisioning"
        made.loadBalancerArn() shouldMatch "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/[0-9a-f]{16}"
        made.dnsName() shouldMatch "web-\\d{10}\\.us-east-1\\.elb\\.amazonaws\\.com"
        elb.waiter().waitUntilLoadBalancerAvailable { it.names("web") }
        val found = elb.describeLoadBalancers { it.loadBalancerArns(made.loadBalancerArn()) }.loadBalancers().single()
        found.state().codeAsString() shouldBe "active"
        found.vpcId() shouldBe vpcId
        found.availabilityZones().map { it.zoneName() } shouldBe subnets.map { it.availabilityZone() }
        found.securityGroups() shouldHaveSize 1
        balancer().loadBalancerArn() shouldBe made.loadBalancerArn()
        refusal { elb.createLoadBalancer { it.name("web").subnets(subnets.map { s -> s.subnetId() }).scheme("internal") } } shouldBe
            "DuplicateLoadBalancerName: A load balancer with the same name 'web' exists, but with different settings"
        elb.deleteLoadBalancer { it.loadBalancerArn(made.loadBalancerArn()) }
        elb.waiter().waitUntilLoadBalancersDeleted { it.loadBalancerArns(made.loadBalancerArn()) }
        (runCatching { elb.describeLoadBalancers { it.names("web") } }.exceptionOrNull() is LoadBalancerNotFoundException) shouldBe true
    }

    @Test
    fun `who is protected stays`() {
        val arn = balancer().loadBalancerArn()
        fun protect(value: String) =
            elb.modifyLoadBalancerAttributes { r ->
                r.loadBalancerArn(arn).attributes({ it.key("deletion_protection.enabled").value(value) })
            }
        protect("true")
        elb.describeLoadBalancerAttributes { it.loadBalancerArn(arn) }.attributes().associate { it.key() to it.value() }.let {
            it shouldContain ("deletion_protection.enabled" to "true")
            it shouldContain ("idle_timeout.timeout_seconds" to "60")
        }
        refusal { elb.deleteLoadBalancer { it.loadBalancerArn(arn) } } shouldStartWith "OperationNotPermitted"
        protect("false")
        elb.deleteLoadBalancer { it.loadBalancerArn(arn) }
        elb.describeLoadBalancers { }.loadBalancers().shouldBeEmpty()
    }

    @Test
    fun `rules are listed by priority, the default one last, and a priority is taken once`() {
        val balancer = balancer()
        val group = targetGroup()
        val listener = listener(balancer.loadBalancerArn(), forward(group))
        refusal { listener(balancer.loadBalancerArn(), forward(group)) } shouldStartWith "DuplicateListener"

        fun rule(
            priority: Int,
            pattern: String,
        ) = elb.createRule {
            it.listenerArn(listener.listenerArn()).priority(priority).conditions(path(pattern)).actions(forward(group))
        }.rules().single()
        val second = rule(20, "/b/*")
        val first = rule(10, "/a/*")
        first.conditions().single().pathPatternConfig().values() shouldBe listOf("/a/*")
        first.actions().single().forwardConfig().targetGroups().single().weight() shouldBe 1
        refusal { rule(10, "/c/*") } shouldBe "PriorityInUse: Priority '10' is currently in use"

        fun listed() = elb.describeRules { it.listenerArn(listener.listenerArn()) }.rules()
        listed().map { it.priority() } shouldContainExactly listOf("10", "20", "default")
        elb.setRulePriorities { r -> r.rulePriorities({ it.ruleArn(first.ruleArn()).priority(30) }) }
        listed().map { it.ruleArn() }.take(2) shouldBe listOf(second.ruleArn(), first.ruleArn())
        refusal { elb.deleteRule { it.ruleArn(listed().last().ruleArn()) } } shouldStartWith "OperationNotPermitted"
        elb.modifyRule { it.ruleArn(first.ruleArn()).conditions(path("/z/*")) }
        listed()[1].conditions().single().values() shouldBe listOf("/z/*")
        refusal { elb.deleteTargetGroup { it.targetGroupArn(group) } } shouldBe
            "ResourceInUse: Target group '$group' is currently in use by a listener or a rule"
        elb.describeTargetGroups { it.loadBalancerArn(balancer.loadBalancerArn()) }.targetGroups().single().targetGroupArn() shouldBe group
        elb.deleteLoadBalancer { it.loadBalancerArn(balancer.loadBalancerArn()) }
        refusal { listed() } shouldStartWith "ListenerNotFound"
        elb.deleteTargetGroup { it.targetGroupArn(group) }
        elb.describeTargetGroups { }.targetGroups().shouldBeEmpty()
    }

    @Test
    fun `a target is unused, healthy or not as its instance, its load balancer and the test say`() {
        val group = targetGroup()
        val web = aws.ec2.instance("web")
        elb.registerTargets { r -> r.targetGroupArn(group).targets({ it.id(web.id) }) }

        fun health() = elb.describeTargetHealth { it.targetGroupArn(group) }.targetHealthDescriptions().single()
        health().targetHealth().reasonAsString() shouldBe "Target.NotInUse"
        health().target().port() shouldBe 8080
        listener(balancer().loadBalancerArn(), forward(group))
        elb.waiter().waitUntilTargetInService { it.targetGroupArn(group) }
        health().targetHealth().stateAsString() shouldBe "healthy"
        aws.elbV2.targetGroup("web").unhealthy(web.id)
        health().targetHealth().let { "${it.state()} ${it.reason()}" } shouldBe "unhealthy Target.FailedHealthChecks"
        aws.elbV2.targetGroup("web").health shouldBe mapOf(web.id to "unhealthy")
        aws.elbV2.targetGroup("web").healthy(web.id)
        health().targetHealth().stateAsString() shouldBe "healthy"
        web.stop()
        health().targetHealth().let { "${it.state()} ${it.reason()}" } shouldBe "unused Target.InvalidState"
        web.start()
        elb.deregisterTargets { r -> r.targetGroupArn(group).targets({ it.id(web.id) }) }
        elb.waiter().waitUntilTargetDeregistered { r -> r.targetGroupArn(group).targets({ it.id(web.id) }) }
        elb.describeTargetHealth { it.targetGroupArn(group) }.targetHealthDescriptions().shouldBeEmpty()
        refusal { elb.registerTargets { r -> r.targetGroupArn(group).targets({ it.id("i-0123456789abcdef0") }) } } shouldStartWith
            "InvalidTarget"
    }

    @Test
    fun `what cannot be is refused, in AWS's words`() {
        refusal { elb.createLoadBalancer { it.name("a_b").subnets(subnets[0].subnetId()) } } shouldStartWith "ValidationError"
        refusal { elb.createLoadBalancer { it.name("web").subnets(subnets[0].subnetId()) } } shouldBe
            "ValidationError: At least two subnets in two different Availability Zones must be specified"
        refusal { elb.createLoadBalancer { it.name("web").subnets("subnet-0123456789abcdef0") } } shouldStartWith "SubnetNotFound"
        val balancer = balancer()
        refusal {
            elb.createListener {
                it.loadBalancerArn(balancer.loadBalancerArn()).protocol("HTTPS").port(443).defaultActions(forward(targetGroup()))
            }
        } shouldBe "ValidationError: A certificate must be specified for HTTPS listeners"
        refusal {
            listener(balancer.loadBalancerArn(), forward("arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/no/0"))
        } shouldStartWith
            "TargetGroupNotFound"
        refusal {
            elb.setSecurityGroups { it.loadBalancerArn(balancer.loadBalancerArn()).securityGroups("sg-0123456789abcdef0") }
        } shouldStartWith "InvalidSecurityGroup"
        refusal {
            val image = Action.builder().type("fixed-response").fixedResponseConfig { it.statusCode("200").contentType("image/png") }
            listener(balancer.loadBalancerArn(), image.build())
        } shouldStartWith "InvalidLoadBalancerAction"
        refusal { elb.describeListenerAttributes { } } shouldBe
            "ValidationError: 1 validation error detected: Value null at 'listenerArn' failed to satisfy constraint: Member must not be null"
    }

    private fun change(
        arn: String,
        key: String,
        value: String,
    ): String =
        refusal {
            elb.modifyTargetGroupAttributes { r -> r.targetGroupArn(arn).attributes({ it.key(key).value(value) }) }
        }

    /**
     * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html and
     * API_LoadBalancerAttribute.html
     */
    @Test
    fun `an attribute is one that its owner has, and its value one that it can have`() {
        val web = targetGroup()
        val raw = elb.createTargetGroup { it.name("raw").protocol("TLS").port(443).vpcId(vpcId) }.targetGroups().single()
            .targetGroupArn()
        change(web, "slow_start.duration_seconds", "30") shouldStartWith "answered"
        change(web, "slow_start.duration_seconds", "5") shouldStartWith "ValidationError: 'slow_start.duration_seconds'"
        change(web, "deregistration_delay.timeout_seconds", "3601") shouldBe
            "ValidationError: 'deregistration_delay.timeout_seconds' must be between '0' and '3600' inclusive"
        change(web, "target_failover.on_unhealthy", "rebalance") shouldBe
            "ValidationError: Target group attribute key 'target_failover.on_unhealthy' is not recognized"
        change(web, "stickiness.type", "source_ip") shouldBe
            "ValidationError: Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol"
        change(web, "stickiness.type", "source_ip_dest_ip") shouldBe
            "ValidationError: 'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]"
        change(raw, "stickiness.enabled", "true") shouldBe
            "ValidationError: You cannot enable stickiness on target groups with the TLS protocol"

        val arn = balancer().loadBalancerArn()
        fun set(
            key: String,
            value: String,
        ) = refusal { elb.modifyLoadBalancerAttributes { r -> r.loadBalancerArn(arn).attributes({ it.key(key).value(value) }) } }
        set("idle_timeout.timeout_seconds", "4001") shouldStartWith "ValidationError"
        set("routing.http2.enabled", "maybe") shouldBe "ValidationError: 'routing.http2.enabled' must be one of [true, false]"
        set("dns_record.client_routing_policy", "any_availability_zone") shouldBe
            "ValidationError: Load balancer attribute key 'dns_record.client_routing_policy' is not recognized"
    }

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
    @Test
    fun `a target group's health check ends within its interval, and its network is there`() {
        fun make(
            protocol: String,
            timeout: Int,
            vpc: String = vpcId,
        ) = refusal {
            elb.createTargetGroup {
                it.name(protocol).protocol(protocol).port(80).vpcId(vpc).healthCheckProtocol("HTTP").healthCheckIntervalSeconds(5)
                    .healthCheckTimeoutSeconds(timeout)
            }
        }
        make("HTTP", 5) shouldBe "ValidationError: Health check timeout '5' must be smaller than the interval '5'"
        make("TCP", 6) shouldBe "ValidationError: Health check timeout '6' must be smaller than or equal to the interval '5'"
        make("TCP", 5) shouldStartWith "answered"
        make("HTTP", 4, "vpc-0123456789abcdef0") shouldBe "ValidationError: The VPC ID 'vpc-0123456789abcdef0' is not found"
        refusal { elb.createTargetGroup { it.name("f").targetType("lambda").port(80) } } shouldBe
            "ValidationError: Port cannot be specified for target groups with target type 'lambda'"
    }

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html and the pages of its fields */
    @Test
    fun `conditions are as long as their fields can be`() {
        val group = targetGroup()
        val listener = listener(balancer().loadBalancerArn(), forward(group)).listenerArn()
        fun refused(condition: (RuleCondition.Builder) -> Unit) =
            refusal {
                elb.createRule { r -> r.listenerArn(listener).priority(1).conditions({ condition(it) }).actions(forward(group)) }
            }
        refused { it.field("host-header").values("a".repeat(129)) } shouldBe
            "ValidationError: The 'host-header' value is too long; the limit is '128'"
        refused { it.field("path-pattern").values("/a", "/b") } shouldBe
            "ValidationError: The 'path-pattern' field contains too many values; the limit is '1'"
        refused { c -> c.field("http-request-method").httpRequestMethodConfig { it.values("get") } } shouldStartWith "ValidationError"
        refused { c -> c.field("path-pattern").pathPatternConfig { it.values("/a", "/b") } } shouldStartWith "answered"
    }

    /** What AWS answered to moto's tests that run against it, `test_register_targets`. */
    @Test
    fun `an instance that ends leaves its target group`() {
        val image = ec2.describeImages { it.owners("amazon") }.images().first { it.architectureAsString() == "x86_64" }.imageId()
        val id = ec2.runInstances { it.imageId(image).instanceType("t3.micro").minCount(1).maxCount(1).subnetId(subnets[0].subnetId()) }
            .instances().single().instanceId()
        val group = targetGroup()
        listener(balancer().loadBalancerArn(), forward(group))
        elb.registerTargets { r -> r.targetGroupArn(group).targets({ it.id(id) }) }
        ec2.terminateInstances { it.instanceIds(id) }
        ec2.waiter().waitUntilInstanceTerminated { it.instanceIds(id) }
        elb.describeTargetHealth { it.targetGroupArn(group) }.targetHealthDescriptions().shouldBeEmpty()
        elb.describeTargetHealth { r -> r.targetGroupArn(group).targets({ it.id(id) }) }.targetHealthDescriptions().single()
            .targetHealth().let { "${it.stateAsString()} ${it.reasonAsString()}" shouldBe "draining Target.DeregistrationInProgress" }
    }

    /** Both sign by `elasticloadbalancing` and call their operations alike; the version of the API tells them apart. */
    @Test
    fun `a call of classic load balancers is not one of these`() {
        val body = "Action=DescribeLoadBalancers&Version=2012-06-01"
        val request =
            SdkHttpFullRequest.builder().method(SdkHttpMethod.POST).uri(URI("https://elasticloadbalancing.us-east-1.amazonaws.com/"))
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Authorization", "AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/elasticloadbalancing/aws4_request")
                .contentStreamProvider { body.byteInputStream() }.build()
        val answer =
            aws.javaSdk.httpClient().prepareRequest(
                HttpExecuteRequest.builder().request(request).contentStreamProvider(request.contentStreamProvider().get()).build(),
            ).call()
        answer.responseBody().get().readAllBytes().decodeToString() shouldHave "LoadBalancerDescriptions"
    }

    @Test
    fun `everything has tags`() {
        val balancer = balancer()
        val group = targetGroup()
        elb.addTags { r -> r.resourceArns(balancer.loadBalancerArn(), group).tags({ it.key("team").value("web") }) }
        elb.describeTags {
            it.resourceArns(balancer.loadBalancerArn(), group)
        }.tagDescriptions().map { it.tags().single().value() } shouldBe
            listOf("web", "web")
        elb.removeTags { it.resourceArns(group).tagKeys("team") }
        elb.describeTags { it.resourceArns(group) }.tagDescriptions().single().tags().shouldBeEmpty()
    }
}
