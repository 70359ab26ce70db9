<?php
// Renders templates by Twig, Blade or PHP itself, each as somebody's page that has our include beside it; see engines.ts.
// php render.php twig|blade|php <folder of the include> <temporary folder>

set_error_handler(function (int $level, string $message, string $file, int $line) {
    // Of an engine's own age we know nothing; of our includes no notice goes by.
    if (in_array($level, [E_DEPRECATED, E_USER_DEPRECATED], true)) {
        return true;
    }
    throw new ErrorException($message, 0, $level, $file, $line);
});

[, $engine, $folder, $temporary] = $argv;
$jobs = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$templates = array_column($jobs, 'template');
$render = ['twig' => 'openTwig', 'blade' => 'openBlade', 'php' => 'openPhp'][$engine]($templates, $folder, $temporary);
$results = [];
foreach ($jobs as $number => ['values' => $values]) {
    $results[] = $render($number, $values);
}
echo json_encode($results, JSON_THROW_ON_ERROR);

function openTwig(array $templates, string $folder): callable
{
    require '/usr/share/php/Twig/autoload.php';
    $named = ['storefront-chat.twig' => file_get_contents("$folder/storefront-chat.twig")];
    foreach ($templates as $number => $template) {
        $named["page-$number.html.twig"] = $template;
    }
    $open = function ($escaping) use ($named) {
        // Twig knows what it has compiled by its text alone, however it was to be escaped.
        $marked = array_map(fn ($template) => $template . '{# ' . json_encode($escaping) . ' #}', $named);
        $options = ['strict_variables' => true, 'autoescape' => $escaping];
        return new Twig\Environment(new Twig\Loader\ArrayLoader($marked), $options);
    };
    $twigs = array_map($open, ['name', 'html', false]);
    return function (int $number, array $values) use ($twigs): string {
        $results = array_unique(array_map(fn ($twig) => $twig->render("page-$number.html.twig", $values), $twigs));
        if (count($results) > 1) {
            throw new Exception('What comes out depends on what the environment escapes.');
        }
        return $results[0];
    };
}

function openBlade(array $templates, string $folder, string $temporary): callable
{
    require '/usr/share/php/Illuminate/View/autoload.php';
    foreach ($templates as $number => $template) {
        file_put_contents("$temporary/page-$number.blade.php", $template);
    }
    $files = new Illuminate\Filesystem\Filesystem();
    $compiler = new Illuminate\View\Compilers\BladeCompiler($files, $temporary);
    $engines = new Illuminate\View\Engines\EngineResolver();
    $engines->register('blade', fn () => new Illuminate\View\Engines\CompilerEngine($compiler, $files));
    $views = new Illuminate\View\Factory(
        $engines,
        new Illuminate\View\FileViewFinder($files, [$temporary, $folder]),
        new Illuminate\Events\Dispatcher(),
    );
    return fn (int $number, array $values): string => $views->make("page-$number", $values)->render();
}

function openPhp(array $templates, string $folder): callable
{
    set_include_path($folder);
    return function (int $number, array $values) use ($templates): string {
        extract($values);
        ob_start();
        eval('?>' . $templates[$number]);
        return ob_get_clean();
    };
}
