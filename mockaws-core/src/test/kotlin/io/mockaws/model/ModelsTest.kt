package io.mockaws.model

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** What a model says, by the example of a few services, and that every model can be read. */
class ModelsTest {
    @Test
    fun `every operation and every shape of every service can be read, and each service is found by its name`() {
        for (facts in Models.index) {
            withClue(facts.name) {
                val model = Models.service(facts.name)
                model.operationNames.size shouldBe facts.operations
                for (operation in model.operations()) {
                    ShapeWalk().apply {
                        visit(operation.input)
                        visit(operation.output)
                        operation.errors.forEach { visit(it) }
                    }
                    operation.errors.filter { it.error == null }.shouldBeEmpty()
                    if (facts.protocols.any { it.startsWith("rest") }) operation.http.shouldNotBeNull()
                }
                ServiceIndex.signedAs(facts.signingName) shouldContain facts
            }
        }
        Models.index.size shouldBeGreaterThan 380
    }

    @Test
    fun `an operation has its route, its shapes, its errors and its paging`() {
        val list = Models.service("lambda").operation("ListFunctions")!!
        list.http?.method shouldBe "GET"
        list.http?.pattern shouldBe "/2015-03-31/functions/"
        val marker = list.input.member("Marker")!!
        marker.place shouldBe MemberPlace.QUERY
        (list.input.member("MaxItems")!!.target as ScalarModel).range shouldBe ModelRange(1, 10000)
        (list.output.member("Functions")!!.target as ListModel).item.name shouldBe "FunctionConfiguration"
        list.errors.map { it.name } shouldContainExactly
            listOf("ServiceException", "TooManyRequestsException", "InvalidParameterValueException")
        list.errors[0].error!!.status shouldBe 500
    }

    @Test
    fun `what is not there is null or says so`() {
        Models.facts("no-such-service").shouldBeNull()
        Models.service("sqs").operation("NoSuchOperation").shouldBeNull()
        Models.service("sqs").structure("NoSuchShape").shouldBeNull()
    }

    /** Reads all that a shape refers to. */
    private class ShapeWalk {
        private val seen = HashSet<ShapeModel>()

        fun visit(shape: ShapeModel) {
            if (!seen.add(shape)) return
            when (shape) {
                is StructureModel -> shape.members.forEach { visit(it.target) }

                is ListModel -> visit(shape.item)

                is MapModel -> {
                    visit(shape.key)
                    visit(shape.value)
                }

                is ScalarModel -> shape.pattern?.let { shape.values }
            }
        }
    }
}
