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
        refusal { elb.describeListenerAttributes { } } shouldBe
            "ValidationError: 1 validation error detected: Value null at 'listenerArn' failed to satisfy constraint: Member must not be null"
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
