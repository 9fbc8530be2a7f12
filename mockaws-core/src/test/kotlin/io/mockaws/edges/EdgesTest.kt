package io.mockaws.edges

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.MockAwsScope
import io.mockaws.mockAws
import io.mockaws.testing.Call
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import kotlin.time.Duration
import kotlin.time.Duration.Companion.ZERO
import kotlin.time.Duration.Companion.days

/** Who delivers to whom, and what becomes of it: each line of `docs/edges.md`. */
class EdgesTest {
    private val edges = Edges.all

    @TestFactory
    fun `what a client causes is there when its call returns, or when its time has come`(): List<DynamicTest> =
        edges.flatMap { edge ->
            edge.causes.map { cause ->
                dynamicTest("$edge, by the client for ${cause.sdk}") {
                    play(edge) {
                        edge.arrange(this)
                        cause.call(this, edge.text)
                        pass(edge.after)
                        if (!edge.to.isRecorded) shouldHaveArrived(edge)
                        tells(edge)
                    }
                }
            }
        }

    /** The journal names who made the call, and which call it comes of. */
    private fun Stage.tells(edge: Edge) {
        val call = deliveries(edge).lastOrNull() ?: return
        call.calledBy shouldBe edge.principal
        (call.causedBy != null) shouldBe edge.hasCause
    }

    @TestFactory
    fun `what fails in a way that passes comes later, or is lost, and its cause succeeds`(): List<DynamicTest> =
        edges.filter { it.failure !is Failure.None && !it.to.isRecorded }.map { edge ->
            dynamicTest("$edge") {
                play(edge) {
                    edge.arrange(this)
                    edge.to.fail(this, false)
                    cause(edge)
                    when (val failure = edge.failure) {
                        is Failure.Again -> pass(failure.within)
                        is Failure.AgainOrDead -> pass(failure.within)
                        else -> pass(2.days)
                    }
                    if (edge.failure is Failure.Lost) arrived(edge).shouldBeEmpty() else shouldHaveArrived(edge)
                }
            }
        }

    @TestFactory
    fun `what is refused for good goes to the dead-letter queue`(): List<DynamicTest> =
        edges.filter { it.failure is Failure.AgainOrDead && !it.to.isRecorded }.map { edge ->
            dynamicTest("$edge") {
                play(edge) {
                    edge.arrange(this)
                    edge.to.fail(this, true)
                    cause(edge)
                    pass(2.days)
                    arrived(edge).shouldBeEmpty()
                    aws.sqs.queue("letters").messages().filter { MARK in it.body } shouldHaveSize 1
                }
            }
        }

    @TestFactory
    fun `where policies act, a receiver with a policy gets what that allows`(): List<DynamicTest> =
        edges.filterNot { it.to.isRecorded }.map { edge ->
            dynamicTest("$edge: ${edge.judged.words}") {
                val isJudged = edge.judged == Judged.POLICY || edge.judged == Judged.PERMISSION
                if (isJudged) {
                    play(edge, iam = true) {
                        runCatching { edge.arrange(this) }
                        runCatching { cause(edge) }
                        arrived(edge).shouldBeEmpty()
                        withClue("refusals of ${edge.principal}") {
                            aws.calls().filter { it.calledBy == edge.principal && isRefusal(it) }.shouldNotBeEmpty()
                        }
                    }
                }
                play(edge, iam = true) {
                    if (isJudged) edge.to.allow(this, edge.principal)
                    edge.arrange(this)
                    cause(edge)
                    shouldHaveArrived(edge)
                }
            }
        }

    private fun isRefusal(call: Call) = call.errorCode.orEmpty().let { "Denied" in it || "Authorization" in it }

    private suspend fun Stage.cause(edge: Edge) {
        edge.causes.first().call(this, edge.text)
        pass(edge.after)
    }

    private fun Stage.arrived(edge: Edge) = edge.to.arrived(this).filter { MARK in edge.shows(it) }

    private fun Stage.shouldHaveArrived(edge: Edge) {
        withClue(edge.to.arrived(this)) { arrived(edge) shouldHaveSize 1 }
    }

    private fun Stage.deliveries(edge: Edge) =
        if (edge.to.service == null) emptyList() else aws.calls(edge.to.service, edge.to.operation).filter { it.calledBy != null }

    private fun Stage.pass(duration: Duration) {
        if (duration > ZERO) aws.time.advanceBy(duration)
    }

    private fun play(
        edge: Edge,
        iam: Boolean = false,
        scene: suspend Stage.(MockAwsScope) -> Unit,
    ) = runTest {
        mockAws(iam = iam, startAt = kotlin.time.Instant.parse("2026-11-01T10:00:00Z")) {
            Stage(this, isClosed = iam).use { stage ->
                stage.target = edge.to.make(stage)
                stage.scene(this)
            }
        }
    }
}
