package io.mockaws.services.ses.template

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html */
class TemplateRendererTest {
    private val data =
        """
        {"name":"Ann","age":30,"empty":"","meta":{"userId":"u1"},"zero":0,"yes":true,"no":false,"nothing":null,
         "items":[{"name":"tea","price":2.50,"tags":["hot","green"]},{"name":"pie","price":3}],"none":[],
         "map":{"a":1,"b":2},"html":"<b>&</b>"}
        """

    private fun render(template: String) = TemplateRenderer(TemplateRenderer.data(data)!!).render(template)

    @Test
    fun `variables are put in as they are, without escapes`() {
        render("Dear {{name}}, {{ age }} {{meta.userId}} {{html}} {{{html}}} {{items.[1].name}} {one} }}") shouldBe
            "Dear Ann, 30 u1 <b>&</b> <b>&</b> pie {one} }}"
        render("a{{! nothing }}b{{!-- }} --}}c {{~name~}} d") shouldBe "abcAnnd"
        render("{{yes}}{{zero}}{{empty}}") shouldBe "true0"
    }

    @Test
    fun `each goes through lists and maps`() {
        render("{{#each items}}{{@index}}:{{name}}={{this.price}}{{#unless @last}}, {{/unless}}{{/each}}") shouldBe
            "0:tea=2.50, 1:pie=3"
        render("{{#each items}}{{#each tags}}{{this}}/{{../name}} {{else}}-{{/each}};{{/each}}") shouldBe
            "hot/tea green/tea ;-;"
        render("{{#each map}}{{@key}}{{.}} {{/each}}") shouldBe "a1 b2 "
        render("{{#each none}}x{{else}}none{{/each}}{{#each missing}}x{{/each}}") shouldBe "none"
        render("{{#each items}}{{meta.userId}} {{/each}}") shouldBe "u1 u1 "
    }

    @Test
    fun `if takes empty things for no`() {
        render("{{#if yes}}1{{/if}}{{#if no}}2{{/if}}{{#if zero}}3{{/if}}{{#if none}}4{{/if}}{{#if empty}}5{{/if}}") shouldBe
            "1"
        render("{{#if missing}}1{{else if nothing}}2{{else if meta}}3{{else}}4{{/if}}") shouldBe "3"
        render("{{#if missing}}1{{else if nothing}}2{{else}}{{#if name}}5{{/if}}{{/if}}") shouldBe "5"
        render("{{#with meta}}{{userId}}{{name}}{{/with}}{{#with missing}}x{{else}}y{{/with}}") shouldBe "u1Anny"
    }

    @Test
    fun `parts that are used again`() {
        render("{{#* inline \"full\"}}{{name}} ({{age}}){{/inline}}Dear {{> full}}, {{>full}}") shouldBe
            "Dear Ann (30), Ann (30)"
        shouldThrow<BadTemplate> { render("{{> other}}") }.message shouldBe "The partial other could not be found"
        shouldThrow<BadTemplate> { render("{{#* inline \"a\"}}{{> a}}{{/inline}}{{> a}}") }
    }

    @Test
    fun `what the data lacks is named`() {
        for (name in listOf("missing", "meta.missing", "nothing", "missing.name")) {
            shouldThrow<MissingAttribute> { render("a {{$name}}") }.words shouldBe
                "Attribute '$name' is not present in the rendering data."
        }
    }

    @Test
    fun `what is no template is told`() {
        for (bad in listOf("{{name", "{{#if a}}x", "{{/if}}", "{{#each a}}{{/if}}", "{{#loop a}}{{/loop}}", "{{}}", "{{else}}")) {
            shouldThrow<BadTemplate> { TemplateParser.parse(bad) }
        }
        TemplateRenderer.data("[1]") shouldBe null
        TemplateRenderer.data("nonsense {") shouldBe null
    }
}
