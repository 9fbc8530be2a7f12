package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.API_KEYS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.KeyUse
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PLAN_KEYS
import io.mockaws.services.apigateway.state.USAGE_PLANS
import io.mockaws.services.apigateway.state.USES
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import java.time.DayOfWeek
import java.time.LocalDate
import java.time.ZoneOffset
import java.time.temporal.TemporalAdjusters
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * API keys, usage plans and throttles, by the mock's clock.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
internal object UsageControl {
    /** @throws Refusal for a request without a key that counts here, too fast, or over its quota */
    fun checkKey(invocation: Invocation) {
        val call = invocation.call
        val isOfAuthorizer = invocation.definition.members["apiKeySource"] == "AUTHORIZER"
        val sent = if (isOfAuthorizer) invocation.identity["apiKey"] else invocation.request.headers["x-api-key"]
        val key =
            call.state.now[API_KEYS].values.map { it.members }.firstOrNull { it["value"] == sent && it.flag("enabled") }
                ?: throw Refusal.forbiddenKey()
        val plan = planOf(key, invocation) ?: throw Refusal.forbiddenKey()
        invocation.identity["apiKey"] = key.text("value")!!
        invocation.identity["apiKeyId"] = key.text("id")!!
        count(call, plan, key.text("id")!!, invocation)
    }

    /** A plan that has the key and the stage. */
    private fun planOf(
        key: Members,
        invocation: Invocation,
    ): Members? {
        val now = invocation.call.state.now
        return now[USAGE_PLANS].values.map { it.members }.firstOrNull { plan ->
            "${plan["id"]}/${key["id"]}" in now[PLAN_KEYS] && stageOf(plan, invocation) != null
        }
    }

    private fun stageOf(
        plan: Members,
        invocation: Invocation,
    ): Members? =
        (plan["apiStages"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()
            .firstOrNull { it["apiId"] == invocation.api.id && it["stage"] == invocation.stageName }
            ?.let { stage -> stage.entries.associate { "${it.key}" to it.value } }

    private fun count(
        call: ApiCall,
        plan: Members,
        key: String,
        invocation: Invocation,
    ) {
        val now = call.now()
        val method = "${invocation.resourcePath}/${invocation.request.method}"
        val own = stageOf(plan, invocation)?.parts("throttle")?.get(method)
        call.state.write {
            val name = "${plan["id"]}/$key"
            val quota = plan.part("quota")
            val before = this[USES][name]
            val counted = before ?: KeyUse(Double.MAX_VALUE, now)
            val limit = quota.number("limit")
            if (limit != null && usedIn(quota, counted.days, now) >= limit + counted.extra) throw Refusal.overQuota()
            val throttled = taken(own ?: plan.part("throttle"), counted, now) ?: throw Refusal.throttled()
            val day = dayOf(now).toString()
            this[USES, name] = throttled.copy(days = throttled.days + (day to (throttled.days[day] ?: 0L) + 1))
        }
    }

    /** One token less; null where there is none. A bucket of `burstLimit` fills by `rateLimit` a second. */
    private fun taken(
        throttle: Members,
        before: KeyUse,
        now: Instant,
    ): KeyUse? {
        val rate = (throttle["rateLimit"] as? Number)?.toDouble() ?: return before.copy(at = now)
        val burst = throttle.number("burstLimit")?.toDouble() ?: rate
        val filled = minOf(burst, before.tokens + rate * (now - before.at).inWholeMilliseconds / MILLIS)
        return if (filled < 1) null else before.copy(tokens = filled - 1, at = now)
    }

    /** How many requests came in the quota's period that is on. */
    fun usedIn(
        quota: Members,
        days: Map<String, Long>,
        now: Instant,
    ): Long {
        val today = dayOf(now)
        val offset = quota.number("offset") ?: 0
        val from =
            when (quota.text("period")) {
                "WEEK" -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY.plus(offset.toLong())))

                "MONTH" -> {
                    val first = today.withDayOfMonth(1).plusDays(offset.toLong())
                    if (first > today) first.minusMonths(1) else first
                }

                else -> today
            }
        return days.filterKeys { LocalDate.parse(it) >= from }.values.sum()
    }

    private fun dayOf(now: Instant): LocalDate = now.toJavaInstant().atZone(ZoneOffset.UTC).toLocalDate()

    /** The throttle of a stage's method settings, where somebody has set one. */
    fun checkStage(invocation: Invocation) {
        val all = invocation.stage.parts("methodSettings")
        if (all.isEmpty()) return
        val method = invocation.resourcePath.replace("/", "~1") + "/" + invocation.request.method
        val settings = all[method] ?: all["*/*"] ?: return
        val throttle =
            mapOf("rateLimit" to settings["throttlingRateLimit"], "burstLimit" to settings["throttlingBurstLimit"])
        val call = invocation.call
        call.state.write {
            val name = "stage/${invocation.api.id}/${invocation.stageName}/${if (method in all) method else "*"}"
            val before = this[USES][name] ?: KeyUse(Double.MAX_VALUE, call.now())
            this[USES, name] = taken(throttle, before, call.now()) ?: throw Refusal.throttled()
        }
    }

    private const val MILLIS = 1000.0
}
